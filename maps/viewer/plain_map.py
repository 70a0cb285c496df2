"""A plain map of any published collection with places: in one colour, its dataset's page as the list."""

from __future__ import annotations

import re
from typing import Any

from django.utils.functional import lazystr
from django.utils.translation import get_language, gettext, ngettext

from cms.kit.texts import in_language
from cms.municipalities.querysets import current_municipality
from cms.theme.templatetags.theme import figure
from maps.viewer.addresses import embed_address
from maps.viewer.contract import Category, Drawn, MapDefinition, MapLayer, PointStyle
from maps.viewer.forms import MapOptions
from opendata.catalog.contract import DatasetMap
from opendata.catalog.registry import row_browser
from opendata.tables.contract import GeometryType
from opendata.tables.models import Collection

# Names of columns that say what a row is called.
NAMES = re.compile(r"(name|title|label|onoma|onomasia|titlos)(_|$)", re.IGNORECASE)
# Lines of a card below its title.
LINES = 4
SHAPES = {GeometryType.AREA: "square", GeometryType.LINE: "square"}


class _Title:
    """The dataset's title in whichever language it is asked for."""

    def __init__(self, titles: dict[str, str], name: str) -> None:
        self.titles, self.name = titles, name

    def __str__(self) -> str:
        return in_language(self.titles) or self.name


def plain_map(name: str) -> MapDefinition | None:
    """The map of a published collection; None where it has no places."""
    collection = _collection(name)
    return _map_of(collection) if collection else None


def _collection(name: str) -> Collection | None:
    """Published, and with places."""
    found = Collection.objects.published().named(name).select_related("dataset").first()
    return found if found is not None and found.has_geometry else None


def _map_of(collection: Collection) -> MapDefinition:
    name = collection.name
    title = lazystr(_Title(collection.dataset.titles, name))
    description = lazystr(_Title(collection.dataset.descriptions, ""))
    shape = SHAPES.get(GeometryType(collection.geometry_type), "round")
    layer = MapLayer(
        collection=name,
        title=title,
        style=PointStyle(
            field="",
            categories=(Category("row", title, current_municipality().brand, shape),),
            plain=collection.geometry_type,
        ),
        card_template="viewer/cards/plain.html",
        card_fields=(),
        kind_field="",
        describe=card_of,
    )
    return MapDefinition(
        name=name,
        title=title,
        sentence=description,
        layers=(layer,),
        count_words=count_words,
        list_url="opendata_catalog:dataset",
        list_fragment="rows",
        fits_data=True,
    )


def count_words(count: int) -> str:
    """ "812 rows"."""
    return ngettext("%(figure)s row", "%(figure)s rows", count) % {"figure": figure(count)}


def card_of(collection: str, rowid: int) -> dict[str, Any] | None:
    """The first value as the title, some more below it, and the row's own page; None where there is no such row."""
    found = row_browser().row(collection, rowid)
    if found is None:
        return None
    heads, row = found
    filled = [
        (head, f"{value} {head.unit}".strip()) for head, value in zip(heads, row.values, strict=True) if value
    ]
    # What looks like a name comes first, and a text before a number.
    filled.sort(key=lambda entry: (not NAMES.match(entry[0].name), entry[0].is_number))
    title = filled[0][1] if filled else gettext("Row %(number)s") % {"number": rowid}
    lines = [(head.title, text) for head, text in filled[1 : LINES + 1]]
    return {"title": title, "lines": lines, "url": row.url}


def map_of_collection(name: str) -> DatasetMap | None:
    """For the dataset's page."""
    collection = _collection(name)
    if collection is None:
        return None
    options = MapOptions(language=get_language() or "", drawn=Drawn(by=_kind_column(collection)))
    return DatasetMap(
        src=embed_address(name, options),
        title=gettext("Map: %(title)s") % {"title": _map_of(collection).title},
    )


def _kind_column(collection: Collection) -> str:
    """The column of codes that says what a row is, by which its map is coloured; empty where there is none."""
    coded = (column for column in collection.columns if column.codes)
    return next((column.name for column in coded if column.in_small_tiles), "")
