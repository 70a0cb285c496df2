"""Shelves get the order of their rows (`seq`, along a space-filling curve), the revision that wrote each
(`since`), the boxes of their blocks and a table of the past.

The way back drops these; the tables and indexes are then as they were.
"""

from django.db import migrations, models
from psycopg import sql

SQL_TYPES = {
    "string": "text", "integer": "bigint", "number": "double precision", "boolean": "boolean", "date": "date",
    "datetime": "timestamptz",
}  # fmt: skip
TAKEN_BEFORE = {"rowid", "fid", "geom", "geom_web", "min_zoom", "feature"}
TAKEN_NOW = TAKEN_BEFORE | {"key", "seq", "since", "until"}
SYSTEM = {"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid"}
MOST_INDEXED = 24


def column_of(name, taken):
    bare = name.rstrip("_").lower()
    return f"{name}_" if bare in taken or bare in SYSTEM else name


def shelves(apps, cursor):
    """Each collection with a table: its shelf's name, revision, and (type, column before, column now)s."""
    found = list(
        apps.get_model("opendata_tables", "Collection").objects.values_list(
            "dataset__name", "revision", "fields"
        )
    )
    for name, revision, fields in found:
        shelf = "shelf_" + name.replace("-", "_")
        cursor.execute("SELECT to_regclass(quote_ident(%s))", [shelf])
        if cursor.fetchone()[0]:
            yield (
                shelf,
                revision,
                [
                    (one["type"], column_of(one["name"], TAKEN_BEFORE), column_of(one["name"], TAKEN_NOW))
                    for one in fields
                ],
            )


def run(cursor, text, **names):
    quoted = {key: sql.Identifier(value) if isinstance(value, str) else value for key, value in names.items()}
    cursor.execute(sql.SQL(text).format(**quoted).as_string(None))


def drop_indexes(cursor, shelf):
    """All but the primary key."""
    cursor.execute(
        "SELECT index.relname FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid"
        " WHERE NOT indisprimary AND indrelid = to_regclass(quote_ident(%s))",
        [shelf],
    )
    for (index,) in cursor.fetchall():
        run(cursor, "DROP INDEX {index}", index=index)


def index_fields(cursor, shelf, columns, last):
    if len(columns) > MOST_INDEXED:
        return
    for kind, name in columns:
        text = (
            "CREATE INDEX ON {shelf} (left({name}, 64), {last})"
            if kind == "string"
            else "CREATE INDEX ON {shelf} ({name}, {last})"
        )
        run(cursor, text, shelf=shelf, name=name, last=last)


def order_rows(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for shelf, revision, fields in list(shelves(apps, cursor)):
            order_shelf(cursor, shelf, revision, fields)


def order_shelf(cursor, shelf, revision, fields):
    """Written anew in its order, which also leaves no dead rows behind."""
    given = sql.SQL("").join(sql.SQL(", {}").format(sql.Identifier(before)) for _kind, before, _now in fields)
    columns = sql.SQL("").join(
        sql.SQL(", {} {}").format(sql.Identifier(now), sql.SQL(SQL_TYPES[kind]))
        for kind, _before, now in fields
    )
    for text in (
        (
            "CREATE TABLE {fresh} (seq bigint NOT NULL, since integer NOT NULL, rowid bigint NOT NULL,"
            " geom geometry(Geometry, 4326), geom_web geometry(Geometry, 3857), min_zoom smallint,"
            " feature text NOT NULL {columns})"
        ),
        "ALTER TABLE {fresh} ALTER COLUMN feature SET STATISTICS 0",
        (
            "INSERT INTO {fresh} SELECT row_number() OVER (ORDER BY geom NULLS LAST, rowid), {revision}, rowid, geom,"
            " geom_web, min_zoom, feature {given} FROM {shelf} ORDER BY 1"
        ),
        "DROP TABLE {shelf}",
        "ALTER TABLE {fresh} RENAME TO {shelf}",
        "ALTER TABLE {shelf} ADD PRIMARY KEY (rowid)",
        "CREATE UNIQUE INDEX ON {shelf} (seq)",
        "CREATE INDEX ON {shelf} (since)",
        "CREATE INDEX ON {shelf} USING gist (geom)",
        "CREATE INDEX ON {shelf} (seq) WHERE geom IS NULL",
        "CREATE INDEX ON {shelf} USING gist (geom_web)",
        "CREATE INDEX ON {shelf} USING gist (min_zoom, geom_web) WHERE min_zoom <= 13::smallint",
        "ANALYZE {shelf}",
        "CREATE TABLE {box} (block bigint PRIMARY KEY, box geometry(Geometry, 4326), unplaced boolean NOT NULL)",
        (
            "INSERT INTO {box} SELECT seq >> 10, ST_SetSRID(ST_Extent(geom)::geometry, 4326), bool_or(geom IS NULL)"
            " FROM {shelf} GROUP BY 1"
        ),
        (
            "CREATE TABLE {past} (rowid bigint NOT NULL, seq bigint NOT NULL, since integer NOT NULL,"
            " until integer NOT NULL, geom geometry(Geometry, 4326), feature text NOT NULL {columns},"
            " PRIMARY KEY (rowid, until))"
        ),
        "CREATE INDEX ON {past} (until)",
    ):
        run(
            cursor,
            text,
            shelf=shelf,
            fresh=f"{shelf}__new",
            box=f"{shelf}__box",
            past=f"{shelf}__past",
            revision=sql.Literal(revision),
            given=given,
            columns=columns,
        )
    index_fields(cursor, shelf, [(kind, now) for kind, _before, now in fields], "seq")


def forget_order(apps, schema_editor):
    with schema_editor.connection.cursor() as cursor:
        for shelf, _revision, fields in list(shelves(apps, cursor)):
            for part in ("box", "past"):
                run(cursor, "DROP TABLE IF EXISTS {name}", name=f"{shelf}__{part}")
            drop_indexes(cursor, shelf)
            for _kind, before, now in fields:
                if before != now:
                    run(
                        cursor,
                        "ALTER TABLE {shelf} RENAME COLUMN {now} TO {before}",
                        shelf=shelf,
                        before=before,
                        now=now,
                    )
            for text in (
                "ALTER TABLE {shelf} DROP COLUMN seq, DROP COLUMN since, ADD COLUMN fid text",
                "UPDATE {shelf} SET fid = rowid::text",
                "ALTER TABLE {shelf} ALTER COLUMN fid SET NOT NULL",
                "CREATE UNIQUE INDEX ON {shelf} (fid)",
                "CREATE INDEX ON {shelf} USING gist (geom)",
                "CREATE INDEX ON {shelf} (rowid) WHERE geom IS NULL",
                "CREATE INDEX ON {shelf} USING gist (min_zoom, geom_web)",
            ):
                run(cursor, text, shelf=shelf)
            index_fields(cursor, shelf, [(kind, before) for kind, before, _now in fields], "rowid")


def remember_oldest(apps, schema_editor):
    apps.get_model("opendata_tables", "Collection").objects.update(oldest_revision=models.F("revision"))


class Migration(migrations.Migration):
    dependencies = [("opendata_tables", "0002_every_row_from_zoom_14")]

    operations = [
        migrations.AddField(
            "collection",
            "oldest_revision",
            models.PositiveIntegerField(default=0, verbose_name="earliest revision kept"),
        ),
        migrations.RunPython(remember_oldest, migrations.RunPython.noop, elidable=True),
        migrations.RunPython(order_rows, forget_order, elidable=True),
    ]
