"""Loading districts, streets, land and addresses in bulk. Each call is one transaction, one deed, one
publication."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db import connection, transaction
from psycopg.types.json import Jsonb

from cms.audit.actions import record
from maps.places.bulk import analyze, stage_rows
from maps.places.contract import AddressRow, DistrictRow, Geometry, LandRow, Shape, StreetRow
from maps.places.models import District, LandArea, Street
from maps.places.signals import districts_changed
from opendata.tables.actions import republish

Person = AbstractBaseUser | None

_POLYGONS = "ST_Multi(ST_CollectionExtract(ST_MakeValid(ST_GeomFromWKB(shape, 4326)), 3))"
_LINES = "ST_Multi(ST_CollectionExtract(ST_GeomFromWKB(shape, 4326), 2))"


def _wkb(geometry: Geometry) -> bytes:
    return geometry.wkb if isinstance(geometry, Shape) else geometry


@transaction.atomic
def load_places(
    *,
    districts: Iterable[DistrictRow] = (),
    streets: Iterable[StreetRow] = (),
    land: Iterable[LandRow] = (),
    addresses: Iterable[AddressRow] = (),
    by: Person,
) -> dict[str, int]:
    """Loads a whole town's ground; the number of rows written by kind. All or nothing."""
    return {
        "districts": load_districts(districts, by=by),
        "streets": load_streets(streets, by=by),
        "land": load_land(land, by=by),
        "addresses": load_addresses(addresses, by=by),
    }


@transaction.atomic
def load_districts(rows: Iterable[DistrictRow], *, by: Person) -> int:
    """Adds districts, or changes those whose code is known; the number of rows."""
    count = stage_rows(
        "staged_district",
        {"code": "text", "names": "jsonb", "shape": "bytea"},
        ((row.code, Jsonb(dict(row.names)), _wkb(row.area)) for row in rows),
    )
    if count:
        _upsert(District, "staged_district", {"names": "names", "area": _POLYGONS})
        _finish("districts", count, by=by)
        transaction.on_commit(partial(districts_changed.send, sender=District, by=by))
    return count


@transaction.atomic
def load_streets(rows: Iterable[StreetRow], *, by: Person) -> int:
    """Adds streets, or changes those whose code is known; the number of rows."""
    count = stage_rows(
        "staged_street",
        {"code": "text", "names": "jsonb", "shape": "bytea", "street_class": "text", "width": "numeric"},
        ((row.code, Jsonb(dict(row.names)), _wkb(row.line), row.street_class, row.width) for row in rows),
    )
    if count:
        taken = {"names": "names", "line": _LINES, "street_class": "street_class", "width": "width"}
        _upsert(Street, "staged_street", taken)
        _finish("streets", count, by=by)
    return count


@transaction.atomic
def load_land(rows: Iterable[LandRow], *, by: Person) -> int:
    """Adds pieces of land, or changes those whose code is known; the number of rows."""
    count = stage_rows(
        "staged_land",
        {"code": "text", "kind": "text", "names": "jsonb", "levels": "int", "shape": "bytea"},
        ((row.code, row.kind, Jsonb(dict(row.names)), row.levels, _wkb(row.area)) for row in rows),
    )
    if count:
        taken = {"kind": "kind", "names": "names", "levels": "levels", "area": _POLYGONS}
        _upsert(LandArea, "staged_land", taken)
        _finish("land-areas", count, by=by)
    return count


@transaction.atomic
def load_addresses(rows: Iterable[AddressRow], *, by: Person) -> int:
    """Adds house numbers, or moves those that are known; rows of an unknown street are left out."""
    count = stage_rows(
        "staged_address",
        {"street": "text", "number": "text", "shape": "bytea"},
        ((row.street, row.number, _wkb(row.position)) for row in rows),
    )
    if not count:
        return 0
    analyze("staged_address")
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO maps_places_addresspoint (street_id, number, position)
            SELECT DISTINCT ON (street.id, staged.number)
                   street.id, staged.number, ST_GeomFromWKB(staged.shape, 4326)
            FROM staged_address staged JOIN maps_places_street street ON street.code = staged.street
            ORDER BY street.id, staged.number
            ON CONFLICT (street_id, number) DO UPDATE SET position = excluded.position
            """
        )
        written = int(cursor.rowcount)
    _record_loading("addresses", written, by=by)
    return written


def _upsert(model: Any, staging: str, taken: dict[str, str]) -> None:
    """From the staging table into the model's, by `code`; the last of two rows with one code counts."""
    analyze(staging)
    columns: Sequence[str] = list(taken)
    table = model._meta.db_table
    # Every name and expression comes from this file, none from the rows.
    statement = f"""
        INSERT INTO {table} (code, {", ".join(columns)})
        SELECT DISTINCT ON (code) code, {", ".join(taken.values())}
        FROM (SELECT row_number() OVER () AS place, * FROM {staging}) staged
        ORDER BY code, place DESC
        ON CONFLICT (code) DO UPDATE SET {", ".join(f"{name} = excluded.{name}" for name in columns)}
    """  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(statement)


def _finish(collection: str, count: int, *, by: Person) -> None:
    _record_loading(collection, count, by=by)
    republish(collection, by=by)


def _record_loading(what: str, count: int, *, by: Person) -> None:
    # A deed on many rows is one on the municipality.
    record("places.loaded", connection.tenant, by=by, changes={what: count})  # type: ignore[attr-defined]  # set by the middleware
