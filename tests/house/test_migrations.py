"""Migrations are named by hand and have a way back."""

from __future__ import annotations

import re
from importlib import import_module

from django.apps import apps
from django.db.migrations import Migration, RunPython, RunSQL
from django.db.migrations.operations.base import Operation

from tests.house.source import ROOT, WINGS

AUTOMATIC = re.compile(
    r"_auto_|_initial$|\d{4}_(alter|add|remove|rename|delete)_[a-z_]+_and_more|_\d{8}_\d{4}$"
)


def own_migrations() -> list[tuple[str, type[Migration]]]:
    found = []
    for config in apps.get_app_configs():
        if config.name.split(".")[0] in WINGS:
            folder = ROOT / config.name.replace(".", "/") / "migrations"
            for path in sorted(folder.glob("[0-9]*.py")):
                name = f"{config.name}.migrations.{path.stem}"
                found.append((name, import_module(name).Migration))
    return found


def test_there_are_migrations_to_look_at() -> None:
    assert len(own_migrations()) > 5


def test_no_migration_bears_an_automatic_name() -> None:
    assert [name for name, _migration in own_migrations() if AUTOMATIC.search(name)] == []


def has_no_way_back(operation: Operation) -> bool:
    if isinstance(operation, RunPython):
        return operation.reverse_code is None
    if isinstance(operation, RunSQL):
        return operation.reverse_sql is None
    return not operation.reversible


def test_every_migration_has_a_way_back() -> None:
    stuck = [
        f"{name}: {operation.describe()}"
        for name, migration in own_migrations()
        for operation in migration.operations
        if has_no_way_back(operation)
    ]
    assert stuck == []
