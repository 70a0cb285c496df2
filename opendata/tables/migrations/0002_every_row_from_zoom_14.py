"""Every row is drawn from zoom 14 on (it was 17): brings the ranks of standing shelves along.

The way back changes nothing: such ranks are valid there too, only the tiles of zooms 14 to 16 are fuller
until a collection's table is filled anew.
"""

from django.db import migrations
from psycopg import sql

EVERY_ROW_ZOOM = 14


def draw_every_row(apps, schema_editor):
    names = apps.get_model("opendata_tables", "Collection").objects.values_list("dataset__name", flat=True)
    with schema_editor.connection.cursor() as cursor:
        for name in list(names):
            shelf = "shelf_" + name.replace("-", "_")
            cursor.execute(
                "SELECT index.relname FROM pg_index JOIN pg_class AS index ON index.oid = indexrelid"
                " WHERE indisprimary AND indrelid = to_regclass(quote_ident(%s))",
                [shelf],
            )
            key = cursor.fetchone()
            if key:
                rerank(cursor, sql.Identifier(shelf), sql.Identifier(key[0]))


def rerank(cursor, shelf, key):
    cursor.execute(
        sql.SQL("UPDATE {} SET min_zoom = {last} WHERE min_zoom > {last}")
        .format(shelf, last=sql.Literal(EVERY_ROW_ZOOM))
        .as_string(None)
    )
    if cursor.rowcount:
        # Back into the order of the row ids, which pages are read in; also frees the old rows' space.
        cursor.execute(sql.SQL("CLUSTER {} USING {}").format(shelf, key).as_string(None))


class Migration(migrations.Migration):
    # CLUSTER drops only rows that went in an earlier transaction. Begun anew, it goes on where it was interrupted.
    atomic = False

    dependencies = [("opendata_tables", "0001_collections_and_revisions")]

    operations = [migrations.RunPython(draw_every_row, migrations.RunPython.noop, elidable=True)]
