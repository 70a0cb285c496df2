"""A small register for tests: a source table, its definition, and ways to change its rows."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType
from opendata.tables.shelf.columns import SQL_TYPES
from opendata.tables.sources import rows_of_table

SPECIES = Field("species", FieldType.TEXT, {"en": "Species", "el": "Είδος"}, in_small_tiles=True)
GIRTH = Field("girth", FieldType.INTEGER, {"en": "Girth", "el": "Περίμετρος"}, unit="cm")
HEIGHT = Field("height", FieldType.NUMBER, {"en": "Height", "el": "Ύψος"})
PLANTED = Field("planted", FieldType.DATE, {"en": "Planted", "el": "Φυτεύτηκε"})
PROTECTED = Field("protected", FieldType.BOOLEAN, {"en": "Protected", "el": "Προστατευόμενο"})
SEEN = Field("seen", FieldType.DATETIME, {"en": "Seen", "el": "Τελευταία επίσκεψη"})
FIELDS = (SPECIES, GIRTH, HEIGHT, PLANTED, PROTECTED, SEEN)


@dataclass
class Register:
    """A table `source` with rows by id, and the definition that publishes them."""

    definition: CollectionDefinition
    source: str

    @property
    def name(self) -> str:
        return self.definition.name

    def create(self) -> Register:
        """Makes the source table anew, with a column for every field."""
        columns = [
            sql.SQL(", {} {}").format(sql.Identifier(field.name), SQL_TYPES[field.type])
            for field in self.definition.fields
        ]
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("DROP TABLE IF EXISTS {}").format(sql.Identifier(self.source)).as_string(None)
            )
            statement = sql.SQL(
                "CREATE TABLE {} (rowid bigint PRIMARY KEY, geom geometry(Geometry, 4326){})"
            ).format(sql.Identifier(self.source), sql.SQL("").join(columns))
            cursor.execute(statement.as_string(None))
        return self

    def put(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Adds rows or replaces those with the same id. `geom` is WKT or None; fields left out are null."""
        names = ["rowid", "geom", *(field.name for field in self.definition.fields)]
        places = [sql.SQL("ST_GeomFromText(%s, 4326)") if name == "geom" else sql.SQL("%s") for name in names]
        statement = sql.SQL("INSERT INTO {} ({}) VALUES ({})").format(
            sql.Identifier(self.source),
            sql.SQL(", ").join(map(sql.Identifier, names)),
            sql.SQL(", ").join(places),
        )
        rows = list(rows)
        self.drop([row["rowid"] for row in rows])
        with connection.cursor() as cursor:
            for row in rows:
                cursor.execute(statement.as_string(None), [row.get(name) for name in names])

    def put_points(self, count: int, *, first: int = 1) -> None:
        """Points on a spiral around a centre, each tenth one without a place, fields by the row's number."""
        with connection.cursor() as cursor:
            statement = sql.SQL(
                "INSERT INTO {} (rowid, geom, species, girth, height, planted, protected, seen) SELECT n, "
                "CASE WHEN n %% 10 > 0 THEN ST_SetSRID(ST_Point(24 + sqrt(n) * cos(n) / 1000, 38 + sqrt(n) * sin(n) / 1000), "
                "4326) END, (ARRAY['Ελιά', 'Πεύκο', 'Μουριά'])[1 + n %% 3], n %% 50, n / 7.0, DATE '2020-01-01' + n %% 500, "
                "n %% 2 = 0, TIMESTAMPTZ '2024-05-01T10:00:00Z' FROM generate_series(%s, %s) AS n"
            ).format(sql.Identifier(self.source))
            cursor.execute(statement.as_string(None), [first, first + count - 1])

    def drop(self, ids: Iterable[int]) -> None:
        """Removes rows from the source."""
        with connection.cursor() as cursor:
            statement = sql.SQL("DELETE FROM {} WHERE rowid = ANY(%s)").format(sql.Identifier(self.source))
            cursor.execute(statement.as_string(None), [list(ids)])

    def shelf(self, *columns: str) -> list[tuple[Any, ...]]:
        """What lies on the shelf, by row id."""
        chosen = sql.SQL(", ").join(map(sql.Identifier, columns or ("rowid", "feature", "min_zoom")))
        table = sql.Identifier("shelf_" + self.name.replace("-", "_"))
        with connection.cursor() as cursor:
            cursor.execute(sql.SQL("SELECT {} FROM {} ORDER BY rowid").format(chosen, table).as_string(None))
            return list(cursor.fetchall())


def register(
    name: str = "test-trees",
    *,
    fields: tuple[Field, ...] = FIELDS,
    geometry_type: GeometryType = GeometryType.POINT,
    **extra: Any,
) -> Register:
    """A register with its empty source table; publish it with the actions of opendata.tables."""
    source = "source_" + name.replace("-", "_")
    definition = CollectionDefinition(
        name=name,
        titles={"en": "Trees of the test", "el": "Δέντρα της δοκιμής"},
        descriptions={"en": "Every tree.", "el": "Κάθε δέντρο."},
        fields=fields,
        geometry_type=geometry_type,
        rows=rows_of_table(source, fields),
        **extra,
    )
    return Register(definition, source).create()


def evolved(standing: Register, fields: tuple[Field, ...]) -> Register:
    """The same register after its definition got other fields; the source is made anew and empty."""
    definition = replace(standing.definition, fields=fields, rows=rows_of_table(standing.source, fields))
    return Register(definition, standing.source).create()


def stage(fields: Sequence[Field], rows: Sequence[tuple[Any, ...]]) -> str:
    """A staging table: (key, WKT, values…) a row."""
    columns = [sql.SQL(", {} {}").format(sql.Identifier(one.name), SQL_TYPES[one.type]) for one in fields]
    create = sql.SQL(
        "CREATE UNLOGGED TABLE staged (key text NOT NULL UNIQUE, geom geometry(Geometry, 4326) {})"
    )
    places = ", ".join(["%s", "ST_GeomFromText(%s, 4326)", *["%s"] * len(fields)])
    with connection.cursor() as cursor:
        cursor.execute("DROP TABLE IF EXISTS staged")
        cursor.execute(create.format(sql.SQL("").join(columns)).as_string(None))
        for row in rows:
            cursor.execute(f"INSERT INTO staged VALUES ({places})", row)
    return "staged"
