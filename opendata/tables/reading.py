"""What a request needs to know of a collection: one short query, or none where it is remembered as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from json import loads
from time import monotonic
from typing import Any

from django.db import connection, transaction
from django.utils.translation import gettext as _

from cms.kit.api.errors import NothingThere
from cms.kit.schemas import current_schema
from cms.kit.stamps import Stamp
from cms.kit.texts import in_language
from opendata.tables.contract import Field, GeometryType
from opendata.tables.describing import field_from_json
from opendata.tables.shelf.facts import as_box
from opendata.tables.shelf.history import Then
from opendata.tables.shelf.raw import binary_cursor

FACTS_STAMP = Stamp("collections-stamp")
# Should a process die between a commit and the change of the stamp, the truth is late by this much.
REMEMBER_SECONDS = 5

FACTS = """
    SELECT collection.id, dataset.name, dataset.titles::text, dataset.descriptions::text, collection.revision,
        collection.row_count, collection.updated_at, collection.extent, collection.geometry_type,
        collection.item_page, collection.fields::text, collection.oldest_revision,
        collection.announcements::text
    FROM opendata_tables_collection AS collection
    JOIN opendata_catalog_dataset AS dataset ON dataset.id = collection.dataset_id
    WHERE dataset.published
"""


@dataclass(frozen=True)
class Announcement:
    """A column that leaves, has left or has another type: since when that is told, and when it happens."""

    column: str
    announced_at: datetime
    sunset_at: datetime


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
    announcements: tuple[Announcement, ...] = ()
    # Fields and geometry are those of an earlier revision (formerly.facts_at); None for the present.
    then: Then | None = None

    @property
    def title(self) -> str:
        """In the reader's language; its name where nobody gave it one."""
        return in_language(self.titles) or self.name

    @property
    def has_geometry(self) -> bool:
        """False for a plain table."""
        return self.geometry_type is not GeometryType.NONE

    @property
    def by_name(self) -> dict[str, Field]:
        """The fields by their names."""
        return {field.name: field for field in self.fields}


def facts_of(name: str) -> Facts | None:
    """The published collection of that name, or None; without a query where it is remembered and still true."""
    if "\x00" in name:
        return None
    # Within a transaction its own changes count, which nobody else has been told of.
    if connection.in_atomic_block:
        return _read_facts(name)
    key, stamp, now = (current_schema(), name), FACTS_STAMP.current(), monotonic()
    found = _remembered.get(key)
    if found is None or found.stamp != stamp or now - found.at > REMEMBER_SECONDS:
        facts = _read_facts(name)
        if facts is None:  # names that are nobody's are endless
            return None
        found = _remembered[key] = Remembered(stamp, now, facts)
    return found.facts


def forget_facts() -> None:
    """After the commit of a change that readers of a collection must know of."""
    transaction.on_commit(FACTS_STAMP.change)


def _read_facts(name: str) -> Facts | None:
    with binary_cursor(prepared=True) as cursor:
        cursor.execute(f"{FACTS} AND dataset.name = %s", [name])
        row = cursor.fetchone()
    return _facts(row) if row else None


@dataclass(frozen=True)
class Remembered:
    """Facts with the stamp and the moment (of this process's clock) they were read under."""

    stamp: str
    at: float
    facts: Facts


_remembered: dict[tuple[str, str], Remembered] = {}


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


@lru_cache(maxsize=512)
def _announcements(text: str) -> tuple[Announcement, ...]:
    return tuple(
        Announcement(
            entry["column"],
            datetime.fromisoformat(entry["announced_at"]),
            datetime.fromisoformat(entry["sunset_at"]),
        )
        for entry in loads(text)
    )


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
        announcements=_announcements(row[12]),
    )
