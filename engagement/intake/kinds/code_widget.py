"""An e-mail address and, once one was sent, its code."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms


@dataclass(frozen=True)
class CodedAddress:
    """What was typed; `wants_another`: the button for a new code was pressed."""

    address: str
    code: str = ""
    wants_another: bool = False

    def __bool__(self) -> bool:
        return bool(self.address)


class CodeInput(forms.EmailInput):
    """The field tells the widget, after it has read what was typed, whether to ask for the code."""

    template_name = "intake/widgets/code.html"
    asks_code = False
    is_confirmed = False

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> CodedAddress:
        return CodedAddress(
            str(data.get(name) or ""), str(data.get(f"{name}-code") or ""), f"{name}-another" in data
        )

    def format_value(self, value: Any) -> str | None:
        text = value.address if isinstance(value, CodedAddress) else value
        return str(text) if text else None

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        context["widget"] |= {"asks_code": self.asks_code, "is_confirmed": self.is_confirmed}
        return context
