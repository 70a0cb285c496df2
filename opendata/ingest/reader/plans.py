"""What the reading process is told to do with each column, and with the rows' positions."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from opendata.ingest.reader.chunks import Wishes


@dataclass
class ColumnPlan:
    """A column of the file (`place` is None where the file has it no longer) and what it becomes."""

    place: int | None
    label: str
    key: str
    type: str
    decimal: str = "."
    dates: str = "dmy"
    private: bool = False
    # As `contract.ColumnDecision.chosen_dates`.
    chosen_dates: str = ""
    chosen_decimal: str = ""


@dataclass
class PositionPlan:
    """As `contract.Position`."""

    mode: str = "none"
    columns: list[str] = field(default_factory=list)
    epsg: int | None = 4326
    crs: str = ""
    swap: bool = False
    candidates: list[int] = field(default_factory=list)
    metres_in_degrees: bool = False
    inside: float | None = None

    @classmethod
    def from_json(cls, data: dict[str, Any]) -> PositionPlan:
        """From what `contract.Position.to_json` gave."""
        return cls(**{name: data[name] for name in cls.__dataclass_fields__ if name in data})

    @property
    def is_known(self) -> bool:
        """Whether positions can be worked out."""
        return self.mode != "none" and (self.epsg is not None or bool(self.crs))


@dataclass
class Plan:
    """How the rows are to be made."""

    columns: list[ColumnPlan]
    position: PositionPlan = field(default_factory=PositionPlan)
    key_columns: list[str] = field(default_factory=list)
    zone: str = "UTC"
    # Lines of rows that are totals of the others, and are left out.
    total_rows: list[int] = field(default_factory=list)

    def by_key(self, key: str) -> ColumnPlan | None:
        """The column with that key."""
        return next((column for column in self.columns if column.key == key), None)


def wishes_of(decisions: dict[str, Any] | None) -> Wishes:
    """The part of the decisions that says how to open the file."""
    given = decisions or {}
    return Wishes(
        given.get("layer") or "",
        given.get("encoding") or "",
        given.get("delimiter") or "",
        given.get("header_row"),
    )


def occurrences(labels: list[str]) -> list[int]:
    """Of equal labels, which one each is, from 1."""
    seen: dict[str, int] = {}
    numbers = []
    for label in labels:
        seen[label] = seen.get(label, 0) + 1
        numbers.append(seen[label])
    return numbers


def planned(decided: list[dict[str, Any]], labels: list[str]) -> list[ColumnPlan]:
    """The decided columns, each with its place in the file."""
    places = {pair: place for place, pair in enumerate(zip(labels, occurrences(labels), strict=True))}
    return [
        ColumnPlan(
            place=places.get((one["source"], one.get("occurrence", 1))),
            label=one["source"] or one["key"],
            key=one["key"],
            type=one["type"],
            decimal=one.get("decimal", "."),
            dates=one.get("dates", "dmy"),
            private=bool(one.get("private")),
            chosen_dates=one.get("chosen_dates", ""),
            chosen_decimal=one.get("chosen_decimal", ""),
        )
        for one in decided
    ]
