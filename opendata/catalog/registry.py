"""What higher rooms tell the catalogue."""

from __future__ import annotations

from collections.abc import Callable

from cms.kit.registry import Registry
from opendata.catalog.contract import DatasetMap, RowReader

# The room that holds the rows adds its reader under ROWS.
readers: Registry[RowReader] = Registry("readers of rows")
ROWS = "rows"


def row_reader() -> RowReader:
    """The reader of rows; LookupError while nobody holds any."""
    reader = readers.get(ROWS)
    if reader is None:
        raise LookupError(ROWS)
    return reader


# Asked in order for the map of a dataset by its name; rooms that draw maps add theirs.
dataset_maps: Registry[Callable[[str], DatasetMap | None]] = Registry("maps of datasets")
