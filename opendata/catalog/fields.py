"""Columns of the catalogue that forms show in a kinder way than as JSON."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.contrib.postgres.fields import ArrayField
from django.db import models

from cms.kit.texts import TextByLanguageFormField, TextByLanguageWidget


class ChosenCodes(ArrayField):  # type: ignore[type-arg]  # generic only in its stubs
    """Several of a fixed set of codes; checkboxes in forms."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        allowed = {key: kwargs[key] for key in ("label", "help_text", "initial") if key in kwargs}
        return forms.MultipleChoiceField(
            choices=list(self.base_field.choices or ()),
            required=not self.blank,
            widget=forms.CheckboxSelectMultiple,
            **{"label": str(self.verbose_name).capitalize(), "help_text": self.help_text, **allowed},
        )


class WordsByLanguageWidget(TextByLanguageWidget):
    """One line a language, the words with commas between."""

    def decompress(self, value: Mapping[str, Sequence[str]] | None) -> list[str]:
        return [", ".join((value or {}).get(code, ())) for code in self.codes]


class WordsByLanguageFormField(TextByLanguageFormField):
    """{"el": ["δέντρα", "πράσινο"]} from lines of words with commas between; the same word counts once."""

    def __init__(self, **kwargs: Any) -> None:
        kwargs.setdefault("widget", WordsByLanguageWidget())
        super().__init__(**kwargs)

    def compress(self, data_list: list[str]) -> dict[str, Any]:
        return {
            code: words for code, line in super().compress(data_list).items() if (words := words_of(line))
        }

    def has_changed(self, initial: Any, data: Any) -> bool:
        return bool(self.compress(list(data or [])) != (initial or {}))


def words_of(line: str) -> list[str]:
    """The words of a line with commas (or Greek and Arabic ones, or semicolons) between, each once."""
    pieces = line.replace(";", ",").replace("·", ",").split(",")
    return list(dict.fromkeys(word for piece in pieces if (word := piece.strip())))


class WordsByLanguage(models.JSONField):
    """A JSON column {language code: [word, …]}."""

    def formfield(self, **kwargs: Any) -> forms.Field:
        kwargs.setdefault("form_class", WordsByLanguageFormField)
        kwargs.pop("encoder", None)
        kwargs.pop("decoder", None)
        return super().formfield(**kwargs)  # type: ignore[return-value]  # the stubs know one field only
