"""What higher rooms tell the catalogue."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from django.http import HttpRequest

from cms.kit.registry import Registry
from opendata.catalog.browsing import Browser
from opendata.catalog.contract import DatasetMap, FactsReader, RowReader
from opendata.catalog.offers import DatasetFacts, DistributionSource, Service

if TYPE_CHECKING:  # registries are filled while the apps start, before models can be read
    from opendata.catalog.models import Dataset

# The room that holds the rows adds its reader under ROWS.
readers: Registry[RowReader] = Registry("readers of rows")
ROWS = "rows"


def row_reader() -> RowReader:
    """The reader of rows; LookupError while nobody holds any."""
    reader = readers.get(ROWS)
    if reader is None:
        raise LookupError(ROWS)
    return reader


# The same room tells programs' catalogue what it needs of the rows, under ROWS too.
facts_readers: Registry[FactsReader] = Registry("readers of facts")


def facts_reader() -> FactsReader:
    """The reader of facts; LookupError while nobody holds any rows."""
    reader = facts_readers.get(ROWS)
    if reader is None:
        raise LookupError(ROWS)
    return reader


# And shows them to people, under ROWS too.
browsers: Registry[Browser] = Registry("browsers of rows")


def row_browser() -> Browser:
    """Who shows rows to people; LookupError while nobody holds any."""
    browser = browsers.get(ROWS)
    if browser is None:
        raise LookupError(ROWS)
    return browser


# Asked in order for the map of a dataset by its name; rooms that draw maps add theirs.
dataset_maps: Registry[Callable[[str], DatasetMap | None]] = Registry("maps of datasets")

# What can be had of datasets: features, tiles and exports add theirs (offers.py tells the form).
distributions: Registry[DistributionSource] = Registry("distributions")
# The interfaces that distributions name. Made when asked for: addresses are not known while apps start.
services: Registry[Callable[[], Service]] = Registry("services")

# A room whose distributions change without a revision (files that are built later) adds a stamp that changes with
# them, so that the catalogue is not answered with a 304: one short query.
stamps: Registry[Callable[[], str]] = Registry("stamps of distributions")

# What other rooms show of a dataset. For staff, beside its form and before it is published: asked with the request,
# the dataset (which may not be saved yet) and the facts of rows that are to be published, None for its own.
staff_panels: Registry[Callable[[HttpRequest | None, Dataset, DatasetFacts | None], str]] = Registry(
    "panels for staff"
)
# For everybody, among the facts of its page: asked with the dataset, answers with HTML (`<div class="fact">`).
public_panels: Registry[Callable[[Dataset], str]] = Registry("panels for everybody")
# Columns of the admin's list of datasets (wagtail.admin.ui.tables.Column).
list_columns: Registry[Callable[[], Any]] = Registry("columns of the list of datasets")
# Whole sections of its page, below everything else: asked with the dataset, answers with HTML (`<section …>`).
page_sections: Registry[Callable[[Dataset], str]] = Registry("sections of the dataset's page")
