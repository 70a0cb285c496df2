"""Columns that only repeat where their rows lie: longitudes, eastings, shapes in words. The map shows them better.

Known by their values, not their names: in nearly every row of a sample the value is a coordinate of the row's own
shape, in one of the systems that files of the country come in. What is measured is not that by chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cache
from math import isfinite
from typing import Any

from django.db import connection
from psycopg import sql
from pyproj import Transformer

from opendata.tables.contract import Field, FieldType
from opendata.tables.models import Collection
from opendata.tables.shelf.names import column, table
from opendata.tables.shelf.source import text_of

SAMPLE = 200
FEWEST = 3
SHARE = 0.95
WORLD = 4326
# Greek Grid, its degrees, UTM on either datum, Web Mercator: as the reader of files offers them.
SYSTEMS = (WORLD, 2100, 4121, 32634, 32635, 25834, 25835, 3857)
IN_DEGREES = (WORLD, 4121)
# Files round, and programs change from one datum to another with a few metres' difference.
NEAR = {True: 0.0006, False: 30.0}
# A shape as wide as this holds any number of its size.
WIDEST = 0.2
LONGEST_TEXT = 200
_NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SHAPE = re.compile(
    r"\s*(SRID=\d+;)?\s*(MULTI)?(POINT|LINESTRING|POLYGON|GEOMETRYCOLLECTION)\s*Z?M?\s*\(", re.I
)
_PAIR = re.compile(r"\s*[(\[]?\s*-?\d+(?:\.\d+)?\s*[,; ]\s*-?\d+(?:\.\d+)?\s*[)\]]?\s*\Z")
Box = tuple[float, float, float, float]


def coordinate_columns(collection: Collection) -> frozenset[str]:
    """Names of the columns that hold coordinates of their rows. One query; none without places."""
    fields = [field for field in collection.columns if field.type in (*_NUMBERS, FieldType.TEXT)]
    if not collection.has_geometry or not fields:
        return frozenset()
    rows = _sample(collection, fields)
    boxes = [_everywhere(row[:4]) for row in rows]
    return frozenset(
        field.name
        for at, field in enumerate(fields, start=4)
        if _are_coordinates(field, [row[at] for row in rows], boxes)
    )


def _sample(collection: Collection, fields: Sequence[Field]) -> list[tuple[Any, ...]]:
    """The box of some rows' shapes in degrees, then their values."""
    ends = "ST_XMin(geom), ST_YMin(geom), ST_XMax(geom), ST_YMax(geom)"
    values = [
        sql.SQL("left({}, {})").format(column(field.name), sql.Literal(LONGEST_TEXT))
        if field.type is FieldType.TEXT
        else sql.SQL("{}::float8").format(column(field.name))
        for field in fields
    ]
    statement = sql.SQL("SELECT {}, {} FROM {} WHERE geom IS NOT NULL LIMIT {}").format(
        sql.SQL(ends), sql.SQL(", ").join(values), table(collection.name), sql.Literal(SAMPLE)
    )
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        return [row for row in cursor.fetchall() if row[2] - row[0] <= WIDEST and row[3] - row[1] <= WIDEST]


@cache
def _into(system: int) -> Transformer:
    return Transformer.from_crs(WORLD, system, always_xy=True)


def _everywhere(box: Box) -> list[Box]:
    """The box in each system, a little larger. Where a system is not defined it is infinite: nothing lies in it."""
    west, south, east, north = box
    found: list[Box] = []
    for system in SYSTEMS:
        near = NEAR[system in IN_DEGREES]
        xs, ys = _into(system).transform((west, west, east, east), (south, north, south, north))
        found.append((min(xs) - near, min(ys) - near, max(xs) + near, max(ys) + near))
    return found


def _are_coordinates(field: Field, values: Sequence[Any], boxes: Sequence[Sequence[Box]]) -> bool:
    told = [(value, places) for value, places in zip(values, boxes, strict=True) if value not in (None, "")]
    if len(told) < FEWEST:
        return False
    if field.type is FieldType.TEXT:
        return _most(_is_shape(value) or _is_pair(value, places) for value, places in told)
    # In the same system and along the same axis for all rows.
    return any(
        _most(_fits(value, places[at], axis) for value, places in told)
        for at in range(len(SYSTEMS))
        for axis in (0, 1)
    )


def _most(fits: Iterable[bool]) -> bool:
    answers = list(fits)
    return sum(answers) >= SHARE * len(answers)


def _fits(value: float, box: Box, axis: int) -> bool:
    return isfinite(box[axis]) and box[axis] <= value <= box[axis + 2]


def _is_shape(text: str) -> bool:
    return bool(_SHAPE.match(text))


def _is_pair(text: str, places: Sequence[Box]) -> bool:
    if not _PAIR.match(text):
        return False
    first, second = map(float, _NUMBER.findall(text)[:2])
    return any(_fits(first, box, axis) and _fits(second, box, 1 - axis) for box in places for axis in (0, 1))
