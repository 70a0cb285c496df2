"""A field as JSON in the collection's row, and back."""

from __future__ import annotations

from typing import Any

from opendata.tables.contract import Field, FieldType


def field_to_json(field: Field) -> dict[str, Any]:
    """All of a field that readers need."""
    return {
        "name": field.name,
        "type": field.type.value,
        "titles": dict(field.titles),
        "descriptions": dict(field.descriptions),
        "unit": field.unit,
        "codes": {code: dict(titles) for code, titles in field.codes.items()},
        "in_small_tiles": field.in_small_tiles,
    }


def field_from_json(entry: dict[str, Any]) -> Field:
    """The field that field_to_json() wrote."""
    return Field(**{**entry, "type": FieldType(entry["type"])})
