"""Columns of pages: blocks, and fixed words to tick."""

from __future__ import annotations

from typing import Any

from django.contrib.postgres.fields import ArrayField
from django.db.models import CharField
from django.forms import CheckboxSelectMultiple, MultipleChoiceField
from wagtail.fields import StreamField


class BodyField(StreamField):
    """A StreamField whose migrations do not list its blocks: the column is JSON, whatever may stand in it."""

    def deconstruct(self) -> tuple[str, str, Any, Any]:
        name, path, _args, kwargs = super().deconstruct()
        kwargs.pop("block_lookup", None)
        return name, path, [[]], kwargs


class ManyChoices(ArrayField[list[str], list[str]]):
    """Any number of fixed words, as boxes to tick."""

    def __init__(self, **kwargs: Any) -> None:
        choices = kwargs.pop("choices", None)
        if choices is not None:
            kwargs["base_field"] = CharField(max_length=40, choices=choices)
        kwargs.setdefault("default", list)
        super().__init__(**kwargs)

    def formfield(self, **kwargs: Any) -> Any:
        wanted = {
            "form_class": MultipleChoiceField,
            "choices": self.base_field.choices,
            "widget": CheckboxSelectMultiple,
            **kwargs,
        }
        return super(ArrayField, self).formfield(**wanted)
