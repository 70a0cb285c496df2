"""A short text in each language of the portal, held in one JSON column: {"el": "Δέντρα", "en": "Trees"}."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from django import forms
from django.conf import settings
from django.db import models
from django.utils.functional import lazy
from django.utils.translation import get_language, get_language_info


def in_language(texts: Mapping[str, str] | None, language: str | None = None) -> str:
    """The text in the language asked for (the active one by default), else in the portal's, else any."""
    if not texts:
        return ""
    for code in (language or get_language() or "", settings.LANGUAGE_CODE):
        if texts.get(code):
            return texts[code]
    return next((text for text in texts.values() if text), "")


def language_name(code: str) -> str:
    """In the reader's language; a code that Django does not know stays as it is."""
    try:
        known: dict[str, Any] = get_language_info(code)
    except KeyError:
        return code
    return str(known["name_translated"])


def when_shown(say: Callable[[], str]) -> Any:
    """A text that is made when it is shown, in the language of that moment."""
    return lazy(say, str)()


class TextByLanguageWidget(forms.MultiWidget):
    """One input a language, each with the language's name as its label."""

    template_name = "kit/text_by_language.html"

    def __init__(self, *, rows: int = 1, attrs: dict[str, Any] | None = None) -> None:
        inner = (lambda: forms.Textarea(attrs={"rows": rows})) if rows > 1 else forms.TextInput
        self.codes = [code for code, _name in settings.LANGUAGES]
        super().__init__({code: inner() for code in self.codes}, attrs)

    def decompress(self, value: Mapping[str, str] | None) -> list[str]:
        return [(value or {}).get(code, "") for code in self.codes]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        names = dict(settings.LANGUAGES)
        for code, widget in zip(self.codes, context["widget"]["subwidgets"], strict=True):
            widget["language_code"] = code
            widget["language_name"] = names[code]
            widget["attrs"]["lang"] = code
        return context


class TextByLanguageFormField(forms.MultiValueField):
    """Needs at least the first language when required; empty languages are left out of the value."""

    def __init__(self, *, rows: int = 1, **kwargs: Any) -> None:
        self.codes = [code for code, _name in settings.LANGUAGES]
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        kwargs.setdefault("widget", TextByLanguageWidget(rows=rows))
        fields = [forms.CharField(required=False) for _code in self.codes]
        super().__init__(fields, require_all_fields=False, **kwargs)

    def compress(self, data_list: list[str]) -> dict[str, str]:
        return (
            {code: text for code, text in zip(self.codes, data_list, strict=True) if text}
            if data_list
            else {}
        )


class TextByLanguage(models.JSONField):
    """A JSON column {language code: text}. `rows` is the height of the input in the admin."""

    def __init__(self, *args: Any, rows: int = 1, **kwargs: Any) -> None:
        self.rows = rows
        kwargs.setdefault("default", dict)
        super().__init__(*args, **kwargs)

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, args, kwargs = super().deconstruct()
        if self.rows != 1:
            kwargs["rows"] = self.rows
        return name, path, args, kwargs

    def formfield(self, **kwargs: Any) -> forms.Field:
        kwargs.setdefault("form_class", TextByLanguageFormField)
        return super().formfield(**{"rows": self.rows, **kwargs})  # type: ignore[return-value]  # the stubs know one field only
