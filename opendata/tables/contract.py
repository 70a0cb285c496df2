"""The one Collection interface: how a register or an uploaded table describes itself to all who read it.

Whatever gets a row into the city's hands describes it once, here; the API, tiles, exports, the catalogue,
maps and pages know nothing else of it. Words follow OGC API - Features (collection, item, feature id, queryable).
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from django.db.models import QuerySet

from cms.kit.texts import in_language

TextsByLanguage = Mapping[str, str]


class FieldType(StrEnum):
    """Types of a column, named as JSON Schema and Table Schema name them."""

    TEXT = "string"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    DATETIME = "datetime"


class GeometryType(StrEnum):
    """Geometry of a collection's items; NONE is a plain table."""

    POINT = "Point"
    LINE = "MultiLineString"
    AREA = "MultiPolygon"
    ANY = "Geometry"
    NONE = "None"


@dataclass(frozen=True)
class Field:
    """One public column. `name` is a stable ASCII key; what people read stands in `titles`, by language."""

    name: str
    type: FieldType
    titles: TextsByLanguage
    descriptions: TextsByLanguage = field(default_factory=dict)
    unit: str = ""
    # Allowed values of a coded text, each with its titles by language.
    codes: Mapping[str, TextsByLanguage] = field(default_factory=dict)
    # Carried by vector tiles even where they are thinned out (styling needs it at every zoom).
    in_small_tiles: bool = False

    @property
    def title(self) -> str:
        """In the reader's language; a column that was given none goes by its name."""
        return in_language(self.titles) or self.name


@dataclass(frozen=True)
class CollectionDefinition:
    """A collection and how to read its rows from where they live.

    `rows(ids)` returns a `QuerySet.values(...)` of exactly these keys: `rowid` (bigint, never reused), `geom`
    (EPSG:4326, may be null) and every field's name. `ids` None means all rows, otherwise the rows with those
    ids; an id that is asked for and not returned is no longer public. It runs as `INSERT … SELECT`, so it
    must be one query.
    """

    name: str
    titles: TextsByLanguage
    descriptions: TextsByLanguage
    fields: Sequence[Field]
    geometry_type: GeometryType
    rows: Callable[[Sequence[int] | None], QuerySet[Any, Any]]
    licence: str = "CC_BY_4_0"
    themes: Sequence[str] = ()
    keywords: Mapping[str, Sequence[str]] = field(default_factory=dict)
    update_frequency: str = "CONT"
    # Name of the address of an item's own page, reversed with the row id; empty where items have none.
    item_page: str = ""
    # A lower number wins a place in a crowded tile; a field's name, empty for none (the oldest rows win).
    tile_priority: str = ""
