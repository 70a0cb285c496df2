"""What a newer state would change, in JSON for the upload's row and for people to look at."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from opendata.tables.comparing import Comparison

# A person looks at a few of each; the rest is a number.
SHOWN = 20
LONGEST = 200
# Values of a row that stands for itself; more would not be read.
SHOWN_VALUES = 6


@dataclass(frozen=True)
class RowShown:
    """A row as a line: its key, and values with their columns."""

    key: str
    values: Sequence[tuple[str, str]]


@dataclass(frozen=True)
class ChangeShown:
    """A changed row: column, value before, value after."""

    key: str
    values: Sequence[tuple[str, str, str]]
    moved: bool


def comparison_to_json(comparison: Comparison) -> dict[str, Any]:
    """Counts, and the first rows of each kind with their values as texts."""
    return {
        "added": comparison.added,
        "changed": comparison.changed,
        "removed": comparison.removed,
        "changed_in": _largest_first(comparison),
        "added_rows": [_row(row) for row in comparison.added_rows[:SHOWN]],
        "removed_rows": [_row(row) for row in comparison.removed_rows[:SHOWN]],
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
    """`[field, rows]`; the place has no field's name. Equal counts keep the order of the columns."""
    counts = [*comparison.changed_in.items(), *([("", comparison.moved)] if comparison.moved else [])]
    return [list(one) for one in sorted(counts, key=lambda one: -one[1])]


def _row(row: Mapping[str, Any]) -> dict[str, Any]:
    filled = [[name, _text(value)] for name, value in row.items() if name and value is not None]
    return {"key": str(row.get("", "")), "values": filled[:SHOWN_VALUES]}


def _text(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, datetime | date):
        return value.isoformat()
    return str(value)[:LONGEST]


def rows_shown(entries: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[RowShown]:
    """Added or removed rows with the columns' titles."""
    return [
        RowShown(entry["key"], [(titles.get(name, name), value) for name, value in entry["values"]])
        for entry in entries
    ]


def counts_shown(entries: Sequence[Sequence[Any]], titles: Mapping[str, str]) -> list[tuple[str, int]]:
    """In how many rows each column changed, with the columns' titles; an empty one is the place."""
    return [(titles.get(name) or name, count) for name, count in entries]


def changes_shown(entries: Sequence[Mapping[str, Any]], titles: Mapping[str, str]) -> list[ChangeShown]:
    """Changed rows with the columns' titles."""
    return [
        ChangeShown(
            entry["key"],
            [(titles.get(name, name), before, after) for name, before, after in entry["values"]],
            entry["moved"],
        )
        for entry in entries
    ]
