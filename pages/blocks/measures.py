"""Datasets and their columns to choose from, as `dataset:column`, and what is asked with them."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import Any

from wagtail.blocks import ChoiceBlock

from opendata.catalog.contract import Charted, ChartQuestion, ColumnChoice, Measure, Measured
from opendata.catalog.registry import row_reader

Choices = list[tuple[str, Any]]
NUMBERS = ("integer", "number")
# What a map can be coloured by: words, codes, yes or no, and whole numbers that are no measures.
KINDS = ("string", "boolean", "integer")


def collection_choices() -> Choices:
    """Names and titles of the published datasets with rows."""
    return list({column.collection: column.collection_title for column in row_reader().columns()}.items())


def placed_collections() -> Choices:
    """Those whose rows have a place."""
    columns = (column for column in row_reader().columns() if column.has_places)
    return list({column.collection: column.collection_title for column in columns}.items())


def column_choices() -> Choices:
    """All columns, under their dataset's title."""
    return _grouped(row_reader().columns())


def date_column_choices() -> Choices:
    """The columns that hold days."""
    return _grouped(column for column in row_reader().columns() if column.is_date)


def number_column_choices() -> Choices:
    """The columns that hold numbers."""
    return _grouped(column for column in row_reader().columns() if column.kind in NUMBERS)


def kind_column_choices() -> Choices:
    """The columns whose values are kinds, of datasets with places."""
    return _grouped(column for column in row_reader().columns() if column.has_places and column.kind in KINDS)


def placed_number_choices() -> Choices:
    """The columns that hold numbers, of datasets with places."""
    return _grouped(
        column for column in row_reader().columns() if column.has_places and column.kind in NUMBERS
    )


ColumnChoices = Callable[[], Choices]


def _grouped(columns: Iterable[ColumnChoice]) -> Choices:
    groups: dict[str, list[tuple[str, str]]] = {}
    for column in columns:
        groups.setdefault(column.collection_title, []).append(
            (f"{column.collection}:{column.name}", column.title)
        )
    return list(groups.items())


def column_of(chosen: str | None) -> str:
    """The column's own name of a choice; empty for none."""
    return (chosen or "").partition(":")[2]


def belongs(chosen: str | None, collection: str | None) -> bool:
    """Whether a chosen column (or none) is one of that dataset."""
    return not chosen or chosen.startswith(f"{collection}:")


def kind_of_column(chosen: str) -> str:
    """The type of a chosen column; empty where there is no such column."""
    name, _colon, column = chosen.partition(":")
    known = row_reader().columns()
    return next((one.kind for one in known if (one.collection, one.name) == (name, column)), "")


def measured(measure: Measure) -> Measured | None:
    """The answer, or None where the dataset is not published (any more) or has no such column."""
    return row_reader().measured(measure)


def charted(question: ChartQuestion) -> Charted | None:
    """The marks of a chart, or None likewise."""
    return row_reader().charted(question)


class LiveChoiceBlock(ChoiceBlock):
    """A choice among what the data have at the moment, which only the editor's form asks for.

    A page is read without a question for each choice in it, and what was chosen stands even when it is gone. Never
    found by the search: it is a setting, not a word of the page.
    """

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(**{"search_index": False, **kwargs})

    def normalize_choice(self, value: Any) -> Any:
        """As it is stored: Wagtail would look through all choices for its type, and they are texts."""
        return value
