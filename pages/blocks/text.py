"""Running text."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import RichTextBlock

from pages.blocks import previews

# What a plain page needs. Headings start at 2: the page's title is the only first one.
FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "link", "document-link", "hr"]


class TextBlock(RichTextBlock):
    """Headings, paragraphs, lists, links."""

    def __init__(self, **kwargs: object) -> None:
        super().__init__(**{"features": FEATURES, "label": _("Text"), **kwargs})

    class Meta:
        icon = "pilcrow"
        template = "pages/blocks/text.html"
        group = _("Text")
        description = _("Headings, paragraphs, lists and links")
        preview_value = staticmethod(previews.text)
