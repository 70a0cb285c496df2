"""Test databases: migrated once and kept while the migrations stay the same, then copied in a moment.

`<name>_migrated_<hash>` holds the shared schema and two empty municipalities. Where migrations were only added since
an earlier one was made, that one is copied and taken forward. Each test process copies it, lets the rooms provision
both towns, and keeps that as its own starting point: a test that really commits gets the database copied anew
afterwards.
"""

from __future__ import annotations

import hashlib
import json
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import psycopg
from django.apps import apps
from django.conf import settings
from django.core.management import call_command
from django.db import connection, connections
from django.db.migrations.loader import MigrationLoader
from psycopg import sql

ROOT = Path(__file__).resolve().parents[1]
TOWNS = {
    "town.test": {"el": "Δήμος Δοκιμής", "en": "Municipality of Trial"},
    "other.test": {"el": "Δήμος Άλλου", "en": "Municipality of Elsewhere"},
}
KEPT_STATES = 3
EXTENSIONS = ("postgis", "unaccent", "pg_trgm", "btree_gist")


def digests() -> dict[str, str]:
    """What the tables come from, by file: every migration, the installed packages, this file; and the reading role."""
    files = [ROOT / "requirements.txt", Path(__file__), *sorted(ROOT.glob("*/**/migrations/*.py"))]
    return {
        "reading role": settings.API_DATABASE_ROLE,
        **{
            str(file.relative_to(ROOT)): hashlib.sha256(file.read_bytes()).hexdigest()[:12]
            for file in files
            if "node_modules" not in file.parts and ".venv" not in file.parts
        },
    }


def hash_of(parts: dict[str, str]) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()[:12]


class TestDatabases:
    """Makes, copies and drops the databases of one test process."""

    __test__ = False

    def __init__(self, worker: str) -> None:
        self.original = str(connection.settings_dict["NAME"])
        self.parts = digests()
        self.migrated = f"{self.original}_migrated_{hash_of(self.parts)}"
        self.ready = f"{self.original}_ready_{worker}"
        self.current = f"{self.original}_test_{worker}"

    @contextmanager
    def maintenance(self) -> Iterator[psycopg.Connection[tuple[object, ...]]]:
        """A connection to the server's own database, for CREATE and DROP DATABASE."""
        parameters = {**connection.get_connection_params(), "dbname": "postgres"}
        for unwanted in ("context", "cursor_factory", "prepare_threshold", "client_encoding"):
            parameters.pop(unwanted, None)
        with psycopg.connect(**parameters, autocommit=True) as own:
            yield own

    def exists(self, name: str) -> bool:
        with self.maintenance() as own:
            return own.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone() is not None

    def drop(self, name: str) -> None:
        with self.maintenance() as own:
            for _try in range(60):
                try:
                    own.execute(
                        sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)").format(sql.Identifier(name))
                    )
                    return
                except psycopg.errors.InsufficientPrivilege:
                    # The server itself is at work there (autovacuum), and is not ours to send away.
                    time.sleep(0.5)
        raise AssertionError(f"{name} could not be dropped for half a minute.")

    def copy(self, source: str, target: str) -> None:
        self.drop(target)
        with self.maintenance() as own:
            own.execute(
                sql.SQL("CREATE DATABASE {} TEMPLATE {}").format(
                    sql.Identifier(target), sql.Identifier(source)
                )
            )

    def use(self, name: str) -> None:
        """Points Django at another database of the same server."""
        connections.close_all()
        settings.DATABASES["default"]["NAME"] = name
        connection.settings_dict["NAME"] = name

    def migrate_once(self) -> None:
        """Under a lock: the first process of the first run does the work, the others wait for it."""
        with self.maintenance() as lock:
            # Of the server, not of the folder: another checkout may use the same one.
            lock.execute("SELECT pg_advisory_lock(hashtext(%s))", [f"{self.original} is being migrated"])
            if not self.exists(self.migrated):
                self.forget_older()
                unfinished = f"{self.migrated}_unfinished"
                self.drop(unfinished)
                earlier = self.earlier()
                if earlier:
                    self.copy(earlier, unfinished)
                    self.use(unfinished)
                    self.migrate_shared()
                else:
                    self.build(unfinished)
                self.migrate(tenant=True, executor="multiprocessing")
                self.finish(unfinished)

    def forget_older(self) -> None:
        """Drops what earlier states of the migrations left, but for the latest, which a running test may copy."""
        with self.maintenance() as own:
            rows = own.execute(
                "SELECT datname FROM pg_database WHERE starts_with(datname, %s) ORDER BY oid DESC OFFSET %s",
                [f"{self.original}_migrated_", KEPT_STATES],
            ).fetchall()
        for (name,) in rows:
            self.drop(str(name))

    def earlier(self) -> str | None:
        """The latest migrated database all of whose migrations are still here, unchanged."""
        with self.maintenance() as own:
            rows = own.execute(
                "SELECT datname, shobj_description(oid, 'pg_database') FROM pg_database"
                " WHERE starts_with(datname, %s) ORDER BY oid DESC",
                [f"{self.original}_migrated_"],
            ).fetchall()
        for name, described in rows:
            made_from = json.loads(str(described)) if described else None
            if made_from and made_from.items() <= self.parts.items():
                return str(name)
        return None

    def build(self, unfinished: str) -> None:
        from cms.municipalities.actions import schema_name_for
        from cms.municipalities.models import Domain, Municipality

        with self.maintenance() as own:
            own.execute(sql.SQL("CREATE DATABASE {}").format(sql.Identifier(unfinished)))
        self.use(unfinished)
        with connection.cursor() as cursor:
            for extension in EXTENSIONS:
                cursor.execute(f"CREATE EXTENSION IF NOT EXISTS {extension}")
        self.migrate_shared()
        for host, names in TOWNS.items():
            town = Municipality(schema_name=schema_name_for(host), names=names, languages=["el", "en"])
            town.save()
            Domain.objects.create(tenant=town, domain=host, is_primary=True)
            with connection.cursor() as cursor:
                cursor.execute(f'CREATE SCHEMA "{town.schema_name}"')

    def migrate_shared(self) -> None:
        """The few apps whose tables are shared; of the others nothing would be made there, which takes its time too."""
        ours = {config.label for config in apps.get_app_configs() if config.name in settings.SHARED_APPS}
        for label in sorted(ours & MigrationLoader(connection).migrated_apps):
            self.migrate(label, shared=True)

    def migrate(self, *labels: str, **options: object) -> None:
        """Both towns go side by side: most of it is work of Python, and the other test process waits for it anyway."""
        call_command("migrate_schemas", *labels, verbosity=0, interactive=False, **options)

    def finish(self, unfinished: str) -> None:
        """Gives it its name, and writes down what it was made from."""
        connections.close_all()
        with self.maintenance() as own:
            # A copied sequence's next values are in no log yet: a crash (there are tests of it) would give them again.
            with suppress(psycopg.errors.InsufficientPrivilege):
                own.execute("CHECKPOINT")
            own.execute(
                sql.SQL("COMMENT ON DATABASE {} IS {}").format(
                    sql.Identifier(unfinished), sql.Literal(json.dumps(self.parts))
                )
            )
            own.execute(
                sql.SQL("ALTER DATABASE {} RENAME TO {}").format(
                    sql.Identifier(unfinished), sql.Identifier(self.migrated)
                )
            )

    def prepare(self) -> None:
        """Leaves Django connected to a provisioned database of this process's own."""
        from cms.municipalities.actions import provision
        from cms.municipalities.models import Municipality

        self.migrate_once()
        self.copy(self.migrated, self.ready)
        self.use(self.ready)
        for town in Municipality.objects.order_by("pk"):
            provision(town)
        self.start_over()

    def start_over(self) -> None:
        """Undoes everything that tests committed."""
        connections.close_all()
        self.copy(self.ready, self.current)
        self.use(self.current)

    def remove(self) -> None:
        connections.close_all()
        self.drop(self.current)
        self.drop(self.ready)
        self.use(self.original)
