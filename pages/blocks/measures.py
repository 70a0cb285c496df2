"""The choices of a figure: datasets and their columns, as `dataset:column`."""

from __future__ import annotations

from opendata.catalog.contract import ColumnChoice, Measure, Measured
from opendata.catalog.registry import row_reader

Choices = list[tuple[str, str]]


def collection_choices() -> Choices:
    """Names and titles of the published datasets with rows."""
    return list({column.collection: column.collection_title for column in row_reader().columns()}.items())


def column_choices() -> Choices:
    """All columns, with the dataset's title before the column's."""
    return [_choice(column) for column in row_reader().columns()]


def date_column_choices() -> Choices:
    """The columns that hold days."""
    return [_choice(column) for column in row_reader().columns() if column.is_date]


def _choice(column: ColumnChoice) -> tuple[str, str]:
    return f"{column.collection}:{column.name}", f"{column.collection_title} – {column.title}"


def measured(measure: Measure) -> Measured | None:
    """The answer, or None where the dataset is not published (any more) or has no such column."""
    return row_reader().measured(measure)
