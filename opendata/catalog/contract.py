"""What the catalogue asks of whoever holds the rows, and what it is told."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from opendata.catalog.browsing import ColumnProfile
from opendata.catalog.offers import DatasetFacts
from opendata.catalog.questions import (
    LATEST_YEAR,
    Charted,
    ChartQuestion,
    ColumnChoice,
    Condition,
    Mark,
    Measure,
    Measured,
)
from opendata.catalog.vocabularies import Concept, language_concept

__all__ = [
    "LATEST_YEAR",
    "ChartQuestion",
    "Charted",
    "ColumnChoice",
    "ColumnProfile",
    "Concept",
    "Condition",
    "DatasetMap",
    "FactsReader",
    "Freshness",
    "Mark",
    "Measure",
    "Measured",
    "Preview",
    "RevisionFacts",
    "RowReader",
    "language_concept",
]


@dataclass(frozen=True)
class Preview:
    """A dataset's rows at a glance, in the language of the page. `rows` are the first few."""

    revision: int
    updated_at: datetime
    row_count: int
    has_geometry: bool
    columns: Sequence[ColumnProfile]
    rows: Sequence[Sequence[Any]]
    sampled: bool = False

    @property
    def leaving(self) -> Sequence[ColumnProfile]:
        """The columns that will go, by their day."""
        found = [(column.leaves, column) for column in self.columns if column.leaves is not None]
        return [column for _day, column in sorted(found, key=lambda one: one[0])]


@dataclass(frozen=True)
class Freshness:
    """What a list of datasets says of each one's rows."""

    updated_at: datetime
    row_count: int
    has_geometry: bool


@dataclass(frozen=True)
class DatasetMap:
    """A map of a dataset, to embed: its address, what it shows, and a sentence. It leads to its own list."""

    src: str
    title: str
    sentence: str = ""


class RowReader(Protocol):
    """Whoever holds the rows of datasets. Names are datasets' names; unknown ones are answered with None."""

    def preview(self, name: str) -> Preview | None:
        """The dataset at a glance."""

    def freshness(self, names: Sequence[str]) -> dict[str, Freshness]:
        """Of several datasets at once, in one query."""

    def measured(self, measure: Measure) -> Measured | None:
        """The answer to a question."""

    def charted(self, question: ChartQuestion) -> Charted | None:
        """The marks of a chart; None also where the question is given up as too hard."""

    def understood(self, collection: str, condition: Condition) -> Condition:
        """A condition as people write it (a title for a code, 3,5, 1/5/2024), as the rows have it. BadCondition."""

    def columns(self) -> Sequence[ColumnChoice]:
        """All columns of all published datasets."""


@dataclass(frozen=True)
class RevisionFacts:
    """A published state of a dataset's rows, and how many rows differ from the one before."""

    name: str
    number: int
    at: datetime
    added: int
    changed: int
    removed: int


class FactsReader(Protocol):
    """Whoever holds the rows, for the catalogue that programs read."""

    def facts(self, names: Sequence[str] | None = None) -> dict[str, DatasetFacts]:
        """Of published datasets with rows, by name, in one query; all of them without names."""

    def stamp(self) -> str:
        """Other than before whenever any published rows are; one short query."""

    def revisions(self, name: str | None, *, most: int) -> Sequence[RevisionFacts]:
        """The latest revisions of a published dataset, or of all; newest first."""
