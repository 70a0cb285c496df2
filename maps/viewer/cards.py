"""What a card says: at most five lines, made of an item's fields, in the active language."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.utils.translation import gettext

from cms.kit.texts import in_language
from opendata.tables.registry import collections


def card_context(collection: str, item: dict[str, Any], language: str) -> dict[str, Any]:
    """The fields, with `name`, `place` and `state` put together for reading."""
    address = item.get(f"address_{language}") or item.get("address")
    return {
        **{name: plain(value) for name, value in item.items()},
        "name": in_language({code: item.get(f"species_{code}") or "" for code in ("el", "en")}, language)
        or item.get("species_botanical")
        or gettext("Tree of an unknown species"),
        "place": ", ".join(filter(None, (address, item.get(f"district_{language}")))),
        "state": state_of(collection, item),
    }


def plain(value: Any) -> Any:
    """A measure without a nought after the point: 12 m, not 12.0 m."""
    if isinstance(value, (Decimal, float)) and value == int(value):
        return int(value)
    return value


def state_of(collection: str, item: dict[str, Any]) -> str:
    """ "Condition: good. Protected." from the codes of the collection's own description."""
    parts = []
    condition = item.get("condition")
    if condition and condition != "unknown":
        parts.append(
            gettext("Condition: %(condition)s.")
            % {"condition": code_title(collection, "condition", condition)}
        )
    if item.get("protected"):
        parts.append(gettext("Protected."))
    return " ".join(parts)


def code_title(collection: str, field: str, code: str) -> str:
    """The words of a code in the active language; the code itself where it has none."""
    definition = collections.get(collection)
    described = next((one for one in definition.fields if one.name == field), None) if definition else None
    return (in_language(described.codes.get(code)) if described else "") or code
