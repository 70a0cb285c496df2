"""Brings the million rows into the bench town through the storage that every collection has.

Runs inside Django: `python -m bench.fill`, with the environment that bench/portal.py sets.
"""

from __future__ import annotations

import django


def main() -> None:
    """The town (once), a view of the peers' table in its schema, one publication, and what the worker does after it."""
    django.setup()
    from django.db import connection
    from django_tenants.utils import tenant_context

    from bench.plan import COLLECTION, RARE_ROWS, RARE_WORD, ROWS
    from cms.municipalities.actions import create_municipality
    from cms.municipalities.models import Municipality
    from opendata.exports.building import build_now
    from opendata.tables.actions import ensure_collection, index_words, republish
    from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType
    from opendata.tables.registry import collections
    from opendata.tables.sources import rows_of_table
    from opendata.tiles.baking import bake_tiles

    fields = [
        Field("species", FieldType.TEXT, {"en": "Species"}, in_small_tiles=True),
        Field("common_name", FieldType.TEXT, {"en": "Common name"}),
        Field("girth_cm", FieldType.INTEGER, {"en": "Girth"}, unit="cm"),
        Field("height_m", FieldType.NUMBER, {"en": "Height"}, unit="m"),
        Field("planted", FieldType.DATE, {"en": "Planted"}),
        Field("condition", FieldType.TEXT, {"en": "Condition"}),
        Field("protected", FieldType.BOOLEAN, {"en": "Protected"}),
        Field("district", FieldType.INTEGER, {"en": "District"}),
    ]
    definition = CollectionDefinition(
        name=COLLECTION,
        titles={"en": "A million trees"},
        descriptions={"en": "Synthetic rows of the benchmark."},
        fields=fields,
        geometry_type=GeometryType.POINT,
        rows=rows_of_table("bench_rows", fields),
    )
    town = Municipality.objects.filter(domains__domain="localhost").first() or create_municipality(
        names={"en": "Bench", "el": "Δοκιμή"}, domains=["localhost"], languages=["el", "en"]
    )
    collections.add(COLLECTION, definition)
    rare = f"CASE WHEN id % {ROWS // RARE_ROWS} = 7 THEN '{RARE_WORD}' ELSE common_name END AS common_name"
    names = ", ".join(rare if field.name == "common_name" else field.name for field in fields)
    with tenant_context(town):
        with connection.cursor() as cursor:
            cursor.execute(
                f"CREATE OR REPLACE VIEW bench_rows AS SELECT id AS rowid, geom, {names} FROM public.trees"
            )
        ensure_collection(definition)
        republish(COLLECTION, by=None)
        with connection.cursor() as cursor:
            cursor.execute("VACUUM (ANALYZE) shelf_bench_trees")
        # As the worker does after every publication; none runs here.
        bake_tiles(COLLECTION)
        index_words(COLLECTION)
        build_now(COLLECTION, ["csv"])


if __name__ == "__main__":
    main()
