"""The indexes of texts get Unicode's order in place of the database's own, which may be that of the bytes.

Each shelf in a transaction of its own: while its indexes are built its rows can be read, and only their exchange, the
last moment, makes readers wait.
"""

from django.db import migrations, transaction
from psycopg import sql

ALPHABET = 'COLLATE "und-x-icu"'


def shelves(apps, cursor):
    """The tables of collections, those that stand."""
    for name in list(
        apps.get_model("opendata_tables", "Collection").objects.values_list("dataset__name", flat=True)
    ):
        shelf = "shelf_" + name.replace("-", "_")
        cursor.execute("SELECT to_regclass(quote_ident(%s))", [shelf])
        if cursor.fetchone()[0]:
            yield shelf


def text_indexes(cursor, shelf):
    """(index, its column): those over the start of a text."""
    cursor.execute(
        "SELECT index.relname, pg_get_indexdef(indexrelid) FROM pg_index"
        " JOIN pg_class AS index ON index.oid = indexrelid WHERE indrelid = to_regclass(quote_ident(%s))"
        " AND pg_get_indexdef(indexrelid, 1, false) LIKE '%%left%%' AND pg_get_indexdef(indexrelid, 2, false) = 'seq'",
        [shelf],
    )
    found = [index for index, _definition in cursor.fetchall()]
    for index in found:
        cursor.execute(
            "SELECT refobjsubid FROM pg_depend WHERE objid = to_regclass(quote_ident(%s)) AND refobjsubid > 0"
            " AND refobjid = to_regclass(quote_ident(%s)) ORDER BY refobjsubid",
            [index, shelf],
        )
        numbers = [number for (number,) in cursor.fetchall()]
        cursor.execute(
            "SELECT attname FROM pg_attribute WHERE attrelid = to_regclass(quote_ident(%s)) AND attnum = ANY(%s)"
            " AND attname <> 'seq'",
            [shelf, numbers],
        )
        yield index, cursor.fetchone()[0]


def exchange(apps, schema_editor, collation):
    with schema_editor.connection.cursor() as cursor:
        for shelf in list(shelves(apps, cursor)):
            with transaction.atomic(using=schema_editor.connection.alias):
                standing = list(text_indexes(cursor, shelf))
                for _index, column in standing:
                    made = sql.SQL("CREATE INDEX ON {} ((left({}, 64) {}), seq)").format(
                        sql.Identifier(shelf), sql.Identifier(column), sql.SQL(collation)
                    )
                    cursor.execute(made.as_string(None))
                for index, _column in standing:
                    cursor.execute(sql.SQL("DROP INDEX {}").format(sql.Identifier(index)).as_string(None))


def by_the_alphabet(apps, schema_editor):
    exchange(apps, schema_editor, ALPHABET)


def by_the_database(apps, schema_editor):
    exchange(apps, schema_editor, "")


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("opendata_tables", "0006_descriptions_of_columns")]

    operations = [migrations.RunPython(by_the_alphabet, by_the_database)]
