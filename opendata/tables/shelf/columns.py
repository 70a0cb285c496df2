"""How a field becomes a column, a piece of GeoJSON and an index."""

from __future__ import annotations

from collections.abc import Sequence

from psycopg import sql

from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.shelf.names import column

SQL_TYPES = {
    FieldType.TEXT: sql.SQL("text"),
    FieldType.INTEGER: sql.SQL("bigint"),
    FieldType.NUMBER: sql.SQL("double precision"),
    FieldType.BOOLEAN: sql.SQL("boolean"),
    FieldType.DATE: sql.SQL("date"),
    FieldType.DATETIME: sql.SQL("timestamptz"),
}
# A btree refuses entries over 2,700 bytes, and people filter by short values: long texts are indexed by their
# start.
INDEXED_START = 64
# Every index costs each write; a table with hundreds of columns is filtered by reading it.
MOST_INDEXED_FIELDS = 24
LARGEST_DOUBLE = 1.7976931348623157e308

COORDINATE_DIGITS = 7
WEB_MERCATOR_LATITUDE = 85.06


def typed(field: Field, source: sql.Composable) -> sql.Composed:
    """The source's value in the column's type. Numbers that JSON cannot write (NaN, infinity) become null.

    So does an empty text: nobody would look for it among values, nor find it among those that are missing.
    """
    cast = sql.SQL("({})::{}").format(source, SQL_TYPES[field.type])
    if field.type is FieldType.TEXT:
        return sql.SQL("nullif({}, '')").format(cast)
    if field.type is not FieldType.NUMBER:
        return cast
    return sql.SQL("CASE WHEN {0} BETWEEN {1} AND {2} THEN {0} END").format(
        cast, sql.Literal(-LARGEST_DOUBLE), sql.Literal(LARGEST_DOUBLE)
    )


def as_json(field: Field, value: sql.Composable) -> sql.Composed:
    """The value as JSON text, null kept; moments in UTC, whatever the session's time zone."""
    if field.type is FieldType.DATETIME:
        text = sql.SQL("rtrim(to_json({} AT TIME ZONE 'UTC')::text, '\"') || 'Z\"'").format(value)
    elif field.type is FieldType.INTEGER:
        text = sql.SQL("{}::text").format(value)
    else:
        text = sql.SQL("to_json({})::text").format(value)
    return sql.SQL("coalesce({}, 'null')").format(text)


STORED_GEOMETRY = sql.SQL("geom")


def feature_text(
    fields: Sequence[Field], geometry: sql.Composable = STORED_GEOMETRY, digits: int = COORDINATE_DIGITS
) -> sql.Composed:
    """SQL for the ready GeoJSON Feature of a row with the columns rowid, geom and the fields'.

    Built by concatenation: json_build_object takes only 50 pairs, and is slower.
    """
    pairs = [
        sql.SQL("{} || {}").format(sql.Literal(f'"{field.name}":'), as_json(field, column(field.name)))
        for field in fields
    ]
    properties = sql.SQL(" || ',' || ").join(pairs) if pairs else sql.SQL("''")
    return sql.SQL("""
        '{{"type":"Feature","id":' || rowid::text
        || ',"geometry":' || coalesce(ST_AsGeoJSON({geometry}, {digits}, 0), 'null')
        || ',"properties":{{' || {properties} || '}}}}'
    """).format(geometry=geometry, digits=sql.Literal(digits), properties=properties)


def plain_geometry(kind: GeometryType, source: sql.Composable) -> sql.Composed:
    """The source's geometry in two dimensions, of the collection's one type, empty ones as null."""
    if kind is GeometryType.NONE:
        return sql.Composed([sql.SQL("NULL::geometry")])
    flat: sql.Composed = sql.SQL("ST_Force2D(({})::geometry)").format(source)
    if kind is GeometryType.POINT:
        # Tiles and CSV count on points; a MultiPoint of one is common in files.
        flat = sql.SQL(
            "CASE WHEN GeometryType({0}) = 'POINT' THEN {0} ELSE ST_PointOnSurface({0}) END"
        ).format(flat)
    elif kind is GeometryType.LINE:
        flat = sql.SQL("ST_Multi({})").format(flat)
    elif kind is GeometryType.AREA:
        # RFC 7946: outer rings run counterclockwise.
        flat = sql.SQL("ST_ForcePolygonCCW(ST_Multi({}))").format(flat)
    return sql.SQL("CASE WHEN NOT ST_IsEmpty(({0})::geometry) THEN {1} END").format(source, flat)


def web_geometry() -> sql.Composed:
    """The column geom in web mercator, cut where that projection has no place for it (near the poles)."""
    world = sql.SQL("ST_MakeEnvelope(-180, {south}, 180, {north}, 4326)").format(
        south=sql.Literal(-WEB_MERCATOR_LATITUDE), north=sql.Literal(WEB_MERCATOR_LATITUDE)
    )
    return sql.SQL("""
        CASE
            WHEN geom @ {world} THEN ST_Transform(geom, 3857)
            WHEN ST_Intersects(geom, {world}) THEN ST_Transform(ST_Intersection(geom, {world}), 3857)
        END
    """).format(world=world)


def start_of(field: Field) -> sql.Composed:
    """The start of a text as its index has it: in the order of the alphabet, where Ά stands beside Α.

    Unicode's own order (UTS 10) for every language, whatever the database's is. Different texts are never alike.
    """
    return sql.SQL('(left({}, {}) COLLATE "und-x-icu")').format(
        column(field.name), sql.Literal(INDEXED_START)
    )


def index_columns(field: Field) -> sql.Composed:
    """What an index over a field holds: its value, then the place in the order that every answer has."""
    if field.type is FieldType.TEXT:
        return sql.SQL("({}, seq)").format(start_of(field))
    return sql.SQL("({}, seq)").format(column(field.name))


def equals(field: Field) -> sql.Composed:
    """A condition with one placeholder that the index above serves."""
    if field.type is FieldType.TEXT:
        return sql.SQL("({} = left(%s, {}) AND {} = %s)").format(
            start_of(field), sql.Literal(INDEXED_START), column(field.name)
        )
    return sql.SQL("({} = %s)").format(column(field.name))


def rounded(number: sql.Composable, digits: int) -> sql.Composed:
    """To so many digits, without the way through numeric, which takes longer than all else of the row.

    A whole number divided by a power of ten is the double closest to the decimal, and is written as that. Zero is
    added so that nothing becomes -0.
    """
    scale = sql.SQL("1e{}::float8").format(sql.Literal(digits))
    return sql.SQL("(round(({0}) * {1}) / {1} + 0)").format(number, scale)
