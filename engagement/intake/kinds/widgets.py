"""Inputs that the theme does not have: with a unit, with boxes that exclude each other, with texts beside them."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from django import forms


class AffixedInput(forms.TextInput):
    """An input with its unit behind it."""

    template_name = "intake/widgets/affixed.html"

    def __init__(self, *, suffix: str = "", attrs: dict[str, Any] | None = None) -> None:
        self.suffix = suffix
        super().__init__(attrs)

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"]["suffix"] = self.suffix
        return context


class Boxes(forms.CheckboxSelectMultiple):
    """Boxes some of which untick all others, and say so to those who do not see it."""

    def __init__(self, *, exclusive: Collection[str] = (), attrs: dict[str, Any] | None = None) -> None:
        self.exclusive = exclusive
        super().__init__(attrs)

    def create_option(self, name: str, value: Any, *args: Any, **options: Any) -> dict[str, Any]:
        option = super().create_option(name, value, *args, **options)
        if value in self.exclusive:
            option["attrs"]["data-behaviour"] = "exclusive"
        return option


class SuggestingInput(forms.TextInput):
    """An input whose suggestions the browser shows by itself (`datalist`)."""

    template_name = "intake/widgets/suggesting.html"

    def __init__(self, *, suggestions: Collection[str], attrs: dict[str, Any] | None = None) -> None:
        self.suggestions = suggestions
        super().__init__({"autocomplete": "off", "spellcheck": "false", **(attrs or {})})

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        list_id = f"{context['widget']['attrs'].get('id', name)}_list"
        context["widget"]["attrs"]["list"] = list_id
        context["widget"] |= {"suggestions": self.suggestions, "list_id": list_id}
        return context
