"""Shelves get a table of the tiles that are made ahead, empty at first.

The way back drops them.
"""

from django.db import migrations
from psycopg import sql


def each_shelf(apps, schema_editor, *texts):
    names = list(
        apps.get_model("opendata_tables", "Collection").objects.values_list("dataset__name", flat=True)
    )
    with schema_editor.connection.cursor() as cursor:
        for name in names:
            shelf = "shelf_" + name.replace("-", "_")
            cursor.execute("SELECT to_regclass(quote_ident(%s))", [shelf])
            if cursor.fetchone()[0]:
                for text in texts:
                    tiles = sql.Identifier(f"{shelf}__tiles")
                    cursor.execute(sql.SQL(text).format(tiles=tiles).as_string(None))


def create_tables(apps, schema_editor):
    each_shelf(
        apps,
        schema_editor,
        "CREATE TABLE {tiles} (zoom smallint NOT NULL, tile_column integer NOT NULL, tile_row integer NOT NULL,"
        " form smallint NOT NULL, content bytea NOT NULL, PRIMARY KEY (zoom, tile_row, tile_column))",
        "ALTER TABLE {tiles} ALTER COLUMN content SET STORAGE EXTERNAL",
    )


def drop_tables(apps, schema_editor):
    each_shelf(apps, schema_editor, "DROP TABLE IF EXISTS {tiles}")


class Migration(migrations.Migration):
    dependencies = [("opendata_tables", "0003_rows_along_a_curve")]

    operations = [migrations.RunPython(create_tables, drop_tables, elidable=True)]
