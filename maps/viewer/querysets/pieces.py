"""Pieces of the ground as SVG paths, cut and scaled by PostGIS: what a drawing of a place is made of."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.tables.querysets import BBox, RowQuery

EARTH = 6_378_137.0
MOST_PIECES = 6_000
# Pixels of more metres than this show no buildings.
BUILDINGS_METRES = 1.0


@dataclass(frozen=True)
class Frame:
    """A drawing's place: middle in degrees, size in pixels, and the metres of ground of a pixel."""

    longitude: float
    latitude: float
    width: int
    height: int
    metres: float

    @property
    def stretch(self) -> float:
        """Web Mercator metres of one metre on the ground."""
        return 1 / math.cos(math.radians(self.latitude))

    @property
    def scale(self) -> float:
        """Pixels of one Web Mercator metre."""
        return 1 / (self.metres * self.stretch)

    @property
    def corner(self) -> tuple[float, float]:
        """The upper left corner in Web Mercator."""
        x = math.radians(self.longitude) * EARTH
        y = math.log(math.tan(math.pi / 4 + math.radians(self.latitude) / 2)) * EARTH
        return x - self.width / 2 / self.scale, y + self.height / 2 / self.scale

    @property
    def bbox(self) -> BBox:
        """The same in degrees, a little wider."""
        across = self.metres * self.width / 2 * 1.05 / (EARTH * math.cos(math.radians(self.latitude)))
        along = self.metres * self.height / 2 * 1.05 / EARTH
        return (
            self.longitude - math.degrees(across),
            self.latitude - math.degrees(along),
            self.longitude + math.degrees(across),
            self.latitude + math.degrees(along),
        )


@dataclass(frozen=True)
class GroundPieces:
    """Areas (kind, path), streets (class, width in metres, path), names of streets (name, path)."""

    areas: Sequence[tuple[str, str]] = ()
    streets: Sequence[tuple[str, float, str]] = ()
    names: Sequence[tuple[str, str]] = field(default_factory=tuple)


def _ask(
    query: RowQuery,
    columns: Sequence[sql.Composable],
    outer: sql.Composable,
    where: sql.Composable | None = None,
) -> list[Any]:
    text, parameters = query.select(sql.SQL(", ").join(columns))
    inner = sql.SQL(text)
    statement = sql.SQL("{} FROM ({}) AS rows WHERE {}").format(outer, inner, where or sql.SQL("TRUE"))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), parameters)
        rows: list[Any] = cursor.fetchall()
    return rows


def _drawn(frame: Frame) -> sql.Composed:
    """SQL for a row's geometry in pixels of the frame, y upwards from its upper edge (ST_AsSVG turns it)."""
    west, north = frame.corner
    east, south = west + frame.width / frame.scale, north - frame.height / frame.scale
    margin = 12 / frame.scale
    return sql.SQL(
        "ST_TransScale(ST_ClipByBox2D(geom_web, ST_MakeBox2D(ST_MakePoint({}, {}), ST_MakePoint({}, {}))), "
        "{}, {}, {}, {})"
    ).format(
        *(
            sql.Literal(number)
            for number in (
                west - margin,
                south - margin,
                east + margin,
                north + margin,
                -west,
                -north,
                frame.scale,
                frame.scale,
            )
        )
    )


def ground_pieces(frame: Frame, language: str, published: Sequence[str]) -> GroundPieces:
    """The ground in a frame, as far as its collections are published."""
    pieces = GroundPieces()
    if "land-areas" in published:
        pieces = GroundPieces(areas=_areas(frame))
    if "streets" in published:
        streets, names = _streets(frame, language)
        pieces = GroundPieces(pieces.areas, streets, names)
    return pieces


def _areas(frame: Frame) -> list[tuple[str, str]]:
    drawn = sql.SQL("{} AS shape").format(_drawn(frame))
    query = RowQuery("land-areas", bbox=frame.bbox, limit=MOST_PIECES)
    # From afar buildings are too small to see and too many to send.
    seen = (
        sql.SQL("TRUE") if frame.metres <= BUILDINGS_METRES else sql.SQL("kind IS DISTINCT FROM 'building'")
    )
    rows = _ask(query, [sql.SQL("kind"), drawn], sql.SQL("SELECT kind, ST_AsSVG(shape, 1, 1)"), seen)
    return [(kind or "", path) for kind, path in rows if path]


def _streets(frame: Frame, language: str) -> tuple[list[tuple[str, float, str]], list[tuple[str, str]]]:
    name = sql.Identifier("name_en" if language == "en" else "name_el")
    columns = [
        sql.SQL('"class" AS kind'),
        sql.SQL("coalesce(width_m, 8)::float8 AS width"),
        sql.SQL("{} AS name").format(name),
        sql.SQL("ST_LineMerge({}) AS shape").format(_drawn(frame)),
    ]
    # The longest piece bears the name, and is read from the left to the right.
    longest = (
        "(SELECT CASE WHEN ST_X(ST_StartPoint(line)) > ST_X(ST_EndPoint(line)) THEN ST_Reverse(line) "
        "ELSE line END "
        "FROM (SELECT (ST_Dump(shape)).geom AS line) AS parts ORDER BY ST_Length(line) DESC LIMIT 1)"
    )
    rows = _ask(
        RowQuery("streets", bbox=frame.bbox, limit=MOST_PIECES),
        columns,
        sql.SQL(
            "SELECT kind, width, ST_AsSVG(shape, 1, 1), name, ST_Length({longest}), ST_AsSVG({longest}, 0, 1)"
        ).format(longest=sql.SQL(longest)),
    )
    streets = [(kind or "", float(width), path) for kind, width, path, *_rest in rows if path]
    # A letter is about seven pixels wide; a name needs its street to be a little longer than itself.
    named = sorted(
        (
            (length, text, path)
            for *_rest, text, length, path in rows
            if text and path and length > len(text) * 7 + 24
        ),
        reverse=True,
    )
    return streets, [(text, path) for _length, text, path in named[:9]]


def points_around(collection: str, frame: Frame, fields: Sequence[str]) -> list[dict[str, Any]]:
    """Points of a collection in a frame: `rowid`, `x` and `y` in pixels from the upper left, the fields."""
    west, north = frame.corner
    columns = [
        sql.SQL("rowid"),
        sql.SQL("(ST_X(geom_web) - {}) * {} AS x").format(sql.Literal(west), sql.Literal(frame.scale)),
        sql.SQL("({} - ST_Y(geom_web)) * {} AS y").format(sql.Literal(north), sql.Literal(frame.scale)),
        *(sql.Identifier(name) for name in fields),
    ]
    text, parameters = RowQuery(collection, bbox=frame.bbox, limit=MOST_PIECES).select(
        sql.SQL(", ").join(columns)
    )
    with connection.cursor() as cursor:
        cursor.execute(text, parameters)
        return [
            dict(zip(("rowid", "x", "y", *fields), row, strict=True))
            for row in cursor.fetchall()
            if row[1] is not None
        ]
