"""Editing a template: one text for each language, with Wagtail's own editor."""

from __future__ import annotations

from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext_lazy as _
from wagtail.admin.forms import WagtailAdminModelForm
from wagtail.admin.rich_text import get_rich_text_editor_widget

from engagement.documents.models import DocumentTemplate
from engagement.documents.placeholders import problems_of
from engagement.documents.richtext import FEATURES

MOST_TEXT = 60_000


def text_field(code: str) -> str:
    """The name of the field of a language's text."""
    return f"text_{code}"


class TemplateForm(WagtailAdminModelForm):
    """What cannot stand in a template is said by its field, before anything is saved."""

    class Meta:
        model = DocumentTemplate
        fields = (
            "names",
            "kind",
            "service",
            "outcome",
            "series",
            "validity_months",
            "signatories",
            "is_active",
        )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for code, name in settings.LANGUAGES:
            self.fields[text_field(code)] = forms.CharField(
                label=_("Text: %(language)s") % {"language": name},
                required=False,
                max_length=MOST_TEXT,
                widget=get_rich_text_editor_widget(features=FEATURES),
                initial=(self.instance.texts or {}).get(code, ""),
            )

    def clean(self) -> dict[str, Any]:
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        self.instance.texts = {
            code: text for code, _name in settings.LANGUAGES if (text := cleaned.get(text_field(code)))
        }
        return cleaned

    def _post_clean(self) -> None:
        super()._post_clean()
        if self.errors:
            return
        for field, sentence in problems_of(self.instance.content, self.instance.service):
            self.add_error(field if field in self.fields else None, sentence)
