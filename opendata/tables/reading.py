"""What a request needs to know of a collection, in one short query, always as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from json import loads
from typing import Any

from django.utils.translation import gettext as _

from cms.kit.api.errors import NothingThere
from opendata.tables.contract import Field, GeometryType
from opendata.tables.describing import field_from_json
from opendata.tables.shelf.facts import as_box
from opendata.tables.shelf.raw import binary_cursor

FACTS = """
    SELECT collection.id, dataset.name, dataset.titles::text, dataset.descriptions::text, collection.revision,
        collection.row_count, collection.updated_at, collection.extent, collection.geometry_type,
        collection.item_page, collection.fields::text, collection.oldest_revision
    FROM opendata_tables_collection AS collection
    JOIN opendata_catalog_dataset AS dataset ON dataset.id = collection.dataset_id
    WHERE dataset.published
"""


@dataclass(frozen=True)
class Facts:
    """A published collection. `extent` is (west, south, east, north) in degrees or None."""

    id: int
    name: str
    titles: dict[str, str]
    descriptions: dict[str, str]
    revision: int
    row_count: int
    updated_at: datetime
    extent: tuple[float, float, float, float] | None
    geometry_type: GeometryType
    item_page: str
    fields: tuple[Field, ...]
    # The earliest revision whose rows are still known.
    oldest_revision: int

    @property
    def has_geometry(self) -> bool:
        """False for a plain table."""
        return self.geometry_type is not GeometryType.NONE

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}


def facts_of(name: str) -> Facts | None:
    """The published collection of that name, or None."""
    if "\x00" in name:
        return None
    with binary_cursor(prepared=True) as cursor:
        cursor.execute(f"{FACTS} AND dataset.name = %s", [name])
        row = cursor.fetchone()
    return _facts(row) if row else None


def published_facts(name: str) -> Facts:
    """The published collection, or the API's NothingThere that names it."""
    facts = facts_of(name)
    if facts is None:
        raise NothingThere(_("There is no collection “%(name)s”.") % {"name": name})
    return facts


def all_facts() -> list[Facts]:
    """Every published collection, by name."""
    with binary_cursor() as cursor:
        cursor.execute(f"{FACTS} ORDER BY dataset.name")
        return [_facts(row) for row in cursor.fetchall()]


@lru_cache(maxsize=512)
def _fields(text: str) -> tuple[Field, ...]:
    """Parsed once for each text: fields change seldom, requests come often."""
    return tuple(field_from_json(entry) for entry in loads(text))


@lru_cache(maxsize=1024)
def _texts(text: str) -> dict[str, str]:
    texts: dict[str, str] = loads(text)
    return texts


def _facts(row: tuple[Any, ...]) -> Facts:
    return Facts(
        id=row[0],
        name=row[1],
        titles=_texts(row[2]),
        descriptions=_texts(row[3]),
        revision=row[4],
        row_count=row[5],
        updated_at=row[6],
        extent=as_box(row[7]),
        geometry_type=GeometryType(row[8]),
        item_page=row[9],
        fields=_fields(row[10]),
        oldest_revision=row[11],
    )
