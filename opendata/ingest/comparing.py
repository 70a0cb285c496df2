"""What a newer state would change, in JSON for the upload's row and for people to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from opendata.tables.browsing.values import shown
from opendata.tables.comparing import Comparison
from opendata.tables.contract import Field, FieldType
from opendata.tables.errors import BadQuery
from opendata.tables.values import parse_value

# A person looks at a few of each; the rest is a number.
SHOWN = 20
LONGEST = 200
# Values of a row that stands for itself; more would not be read.
SHOWN_VALUES = 6


@dataclass(frozen=True)
class RowShown:
    """A row as a line: its key, and values with their columns; `more` are left out."""

    key: str
    values: Sequence[tuple[str, str]]
    more: int = 0


@dataclass(frozen=True)
class ChangeShown:
    """A changed row: column, value before, value after."""

    key: str
    values: Sequence[tuple[str, str, str]]
    moved: bool


def comparison_to_json(comparison: Comparison, key_columns: Sequence[str] = ()) -> dict[str, Any]:
    """Counts, and the first rows of each kind with their values as texts."""
    # A single column is told by the row's key already.
    named = key_columns[0] if len(key_columns) == 1 else ""
    new = comparison.new_fields
    return {
        "added": comparison.added,
        "changed": comparison.changed,
        "removed": comparison.removed,
        "kept": comparison.kept,
        "changed_in": _largest_first(comparison),
        "added_rows": [_row(row, named, new) for row in comparison.added_rows[:SHOWN]],
        "removed_rows": [_row(row, named, new) for row in comparison.removed_rows[:SHOWN]],
        "changed_rows": [
            {
                "key": row.key,
                "values": [[name, *map(_text, pair)] for name, pair in row.values.items()],
                "moved": row.moved,
            }
            for row in comparison.changed_rows[:SHOWN]
        ],
        "new_fields": list(comparison.new_fields),
        "dropped_fields": list(comparison.dropped_fields),
        "retyped_fields": list(comparison.retyped_fields),
    }


def _largest_first(comparison: Comparison) -> list[list[Any]]:
    """`[field, rows]`; the place has no field's name. Columns that lose values to their new type stand before all."""
    counts = [*comparison.changed_in.items(), *([("", comparison.moved)] if comparison.moved else [])]
    return [
        list(one)
        for one in sorted(counts, key=lambda one: (one[0] not in comparison.retyped_fields, -one[1]))
    ]


def _row(row: Mapping[str, Any], named: str, new: Sequence[str]) -> dict[str, Any]:
    """Columns that are new stand first: they are what nobody has seen yet."""
    filled = [
        [name, _text(value)] for name, value in row.items() if name not in ("", named) and value is not None
    ]
    filled.sort(key=lambda one: one[0] not in new)
    return {
        "key": str(row.get("", "")),
        "values": filled[:SHOWN_VALUES],
        "more": max(0, len(filled) - SHOWN_VALUES),
    }


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)[:LONGEST]


def rows_shown(entries: Sequence[Mapping[str, Any]], columns: Mapping[str, Field]) -> list[RowShown]:
    """Added or removed rows with the columns' titles, and values as people write them."""
    return [
        RowShown(
            entry["key"],
            [(title_of(name, columns), value_shown(name, value, columns)) for name, value in entry["values"]],
            entry.get("more", 0),
        )
        for entry in entries
    ]


def title_of(name: str, columns: Mapping[str, Field]) -> str:
    """What people call a column; its key where they call it nothing."""
    return columns[name].title if name in columns else name


def value_shown(name: str, text: str, columns: Mapping[str, Field]) -> str:
    """A kept text as the public table has the value; as it is where the column is of another type by now."""
    field = columns.get(name)
    if field is None or not text or field.type is FieldType.TEXT:
        return text
    try:
        return shown(field, parse_value(field, text)) or text
    except BadQuery:
        return text


def _pair_shown(name: str, before: str, after: str, columns: Mapping[str, Field]) -> tuple[str, str]:
    """Both values of a change; those that only rounding makes alike stand as they are kept."""
    pair = value_shown(name, before, columns), value_shown(name, after, columns)
    return pair if pair[0] != pair[1] else (before, after)


def counts_shown(entries: Sequence[Sequence[Any]], columns: Mapping[str, Field]) -> list[tuple[str, int]]:
    """In how many rows each column changed, with the columns' titles; an empty one is the place."""
    return [(title_of(name, columns), count) for name, count in entries]


def changes_shown(entries: Sequence[Mapping[str, Any]], columns: Mapping[str, Field]) -> list[ChangeShown]:
    """Changed rows with the columns' titles, and values as people write them."""
    return [
        ChangeShown(
            entry["key"],
            [
                (title_of(name, columns), *_pair_shown(name, before, after, columns))
                for name, before, after in entry["values"]
            ],
            entry["moved"],
        )
        for entry in entries
    ]
