"""A text in every language of the portal, side by side: a form is edited once for all of them."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, CharBlock, RichTextBlock, StructBlock, TextBlock

FEATURES = ["bold", "italic", "ol", "ul", "link", "document-link"]


class TextsBlock(StructBlock):
    """{"el": "…", "en": "…"}. `required` asks for the first language only: *Check* tells what is missing."""

    def __init__(self, *, kind: str = "line", required: bool = False, **kwargs: Any) -> None:
        languages = list(settings.LANGUAGES)
        first = settings.LANGUAGE_CODE
        inner = [
            (code, _inner(kind, label=name, required=required and code == first)) for code, name in languages
        ]
        super().__init__(inner, **kwargs)

    class Meta:
        form_classname = "struct-block texts-by-language"


def _inner(kind: str, **kwargs: Any) -> Block:
    if kind == "rich":
        return RichTextBlock(features=FEATURES, **kwargs)
    if kind == "lines":
        return TextBlock(rows=2, max_length=2_000, **kwargs)
    return CharBlock(max_length=300, **kwargs)


def texts(**kwargs: Any) -> TextsBlock:
    """A line in each language."""
    return TextsBlock(label=kwargs.pop("label", _("Text")), **kwargs)
