"""The demo's municipalities from those of the tests, whose migrated schemas would take minutes to make anew."""

from __future__ import annotations

from django.db import connection
from psycopg import sql

from tests.databases import TOWNS, TestDatabases


def copy_for_the_demo(databases: TestDatabases, name: str) -> None:
    """A database with the demo's municipalities as `create_municipality` leaves them; `load_demo` fills them."""
    in_use = str(connection.settings_dict["NAME"])
    databases.copy(databases.migrated, name)
    databases.use(name)
    try:
        _become_the_demos()
    finally:
        databases.use(in_use)


def _become_the_demos() -> None:
    from cms.municipalities.actions import provision, schema_name_for
    from cms.municipalities.models import Domain, Municipality
    from fixtures.demo.municipalities import FIRST_SMALL, SECOND
    from fixtures.demo.town import build_town

    for host, demo in zip(TOWNS, (FIRST_SMALL, SECOND), strict=True):
        town = build_town(demo.seed, scale=demo.scale)
        municipality = Municipality.objects.get(domains__domain=host)
        schema = schema_name_for(demo.domains[0])
        with connection.cursor() as cursor:
            cursor.execute(
                sql.SQL("ALTER SCHEMA {} RENAME TO {}").format(
                    sql.Identifier(municipality.schema_name), sql.Identifier(schema)
                )
            )
        municipality.domains.all().delete()
        Municipality.objects.filter(pk=municipality.pk).update(
            schema_name=schema, names={"el": town.name_el, "en": town.name_en}
        )
        for position, domain in enumerate(demo.domains):
            Domain.objects.create(tenant=municipality, domain=domain, is_primary=position == 0)
        provision(Municipality.objects.get(pk=municipality.pk))
