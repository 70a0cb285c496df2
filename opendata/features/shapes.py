"""What PostgreSQL shall make of a row: a Feature in some reference system, a plain row, a JSON-FG feature."""

from __future__ import annotations

from psycopg import sql

from cms.kit.api.formats import GEOJSON_SEQ, JSONFG, NDJSON, ROWS, Format
from opendata.features.crs import CRS84, ReferenceSystem
from opendata.features.parameters import Asked
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.reading import Facts
from opendata.tables.shelf.columns import STORED_GEOMETRY, as_json, feature_text, rounded
from opendata.tables.shelf.copying import STORED_POSITION, Position, free_name, free_names
from opendata.tables.shelf.names import column
from opendata.tables.shelf.reading import FINISHED

# RFC 8142: each text of a sequence begins with the record separator.
RECORD_SEPARATOR = "\x1e"


def text_of_row(asked: Asked, facts: Facts, chosen: Format) -> sql.Composable:
    """SQL of a row's text in a format."""
    if chosen is ROWS:
        return plain_row(asked, facts)
    if chosen is JSONFG:
        return fg_feature(asked, facts)
    text = feature(_wanted(asked, facts), facts, asked.crs)
    if chosen is GEOJSON_SEQ:
        return sql.SQL("{} || {}").format(sql.Literal(RECORD_SEPARATOR), text)
    return text


def _wanted(asked: Asked, facts: Facts) -> tuple[Field, ...] | None:
    """The fields asked for. Of an earlier state each by name: nothing is told but what was a public column then."""
    if asked.query.properties is None and asked.query.revision is not None:
        return facts.fields
    return asked.query.properties


def feature(fields: tuple[Field, ...] | None, facts: Facts, crs: ReferenceSystem) -> sql.Composable:
    """A GeoJSON Feature: the one that lies finished, where nothing else is asked for."""
    if fields is None and (crs is CRS84 or not facts.has_geometry):
        return FINISHED
    return feature_text(fields if fields is not None else facts.fields, geometry_in(crs), crs.digits)


def geometry_in(crs: ReferenceSystem) -> sql.Composable:
    """The geometry in a reference system, its axes in that system's order."""
    if crs is CRS84:
        return STORED_GEOMETRY
    if crs.latitude_first:
        return sql.SQL("ST_FlipCoordinates(geom)")
    return sql.SQL("ST_Transform(geom, {})").format(sql.Literal(crs.srid))


def position_in(crs: ReferenceSystem) -> Position:
    """The two numbers of a point in a reference system, in the order of its axes."""
    if crs.latitude_first:
        # Without a geometry that is made only to be turned round.
        x, y = STORED_POSITION
        return y, x
    geometry = geometry_in(crs)
    return sql.SQL("ST_X({})").format(geometry), sql.SQL("ST_Y({})").format(geometry)


def axes_of(crs: ReferenceSystem) -> tuple[str, str]:
    """Names of the first and the second number of a position."""
    if not crs.in_degrees:
        return "x", "y"
    return ("latitude", "longitude") if crs.latitude_first else ("longitude", "latitude")


def plain_row(asked: Asked, facts: Facts) -> sql.Composable:
    """A JSON object of id, properties and, where there is one, the geometry or a point's two numbers."""
    fields = asked.query.properties if asked.query.properties is not None else facts.fields

    def pair(name: str, value: sql.Composable) -> sql.Composable:
        return sql.SQL("{} || coalesce({}, 'null')").format(sql.Literal(f'"{name}":'), value)

    pairs = [pair(free_name("id", fields), sql.SQL("rowid::text"))]
    pairs += [
        sql.SQL("{} || {}").format(sql.Literal(f'"{field.name}":'), as_json(field, column(field.name)))
        for field in fields
    ]
    if facts.geometry_type is GeometryType.POINT:
        names = free_names(axes_of(asked.crs), fields)
        for name, number in zip(names, position_in(asked.crs), strict=True):
            pairs.append(pair(name, sql.SQL("{}::text").format(rounded(number, asked.crs.digits))))
    elif facts.has_geometry:
        digits = sql.Literal(asked.crs.digits)
        shape = sql.SQL("ST_AsGeoJSON({}, {}, 0)").format(geometry_in(asked.crs), digits)
        pairs.append(pair(free_name("geometry", fields), shape))
    return sql.SQL("'{{' || {} || '}}'").format(sql.SQL(" || ',' || ").join(pairs))


def fg_feature(asked: Asked, facts: Facts) -> sql.Composable:
    """A JSON-FG feature: its time, and its place where that is in another system than GeoJSON's."""
    time = next((one for one in facts.fields if one.type in (FieldType.DATE, FieldType.DATETIME)), None)
    moment: sql.Composable = sql.SQL("'null'")
    if time is not None:
        key = "date" if time.type is FieldType.DATE else "timestamp"
        value = as_json(time, column(time.name))
        moment = sql.SQL("CASE WHEN {} IS NULL THEN 'null' ELSE {} || {} || '}}' END").format(
            column(time.name), sql.Literal(f'{{"{key}":'), value
        )
    place: sql.Composable = sql.SQL("'null'")
    if asked.crs is not CRS84:
        place = sql.SQL("coalesce(ST_AsGeoJSON({}, {}, 0), 'null')").format(
            geometry_in(asked.crs), sql.Literal(asked.crs.digits)
        )
    text = feature(_wanted(asked, facts), facts, CRS84)
    # Between the type and the rest of the Feature as it is anyhow.
    return sql.SQL("{} || {} || {} || {} || substr({}, {})").format(
        sql.Literal('{"type":"Feature","time":'), moment, sql.Literal(',"place":'), place, text,
        sql.Literal(len('{"type":"Feature"') + 1),
    )  # fmt: skip


STREAMS = (NDJSON, GEOJSON_SEQ)
