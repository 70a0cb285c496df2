"""Rooms know those below them, never those above; import-linter checks imports, these tests what it cannot see."""

from __future__ import annotations

from django.apps import apps
from django.db.models import ForeignObject

from tests.house.source import WINGS, height, imports_of, module_of, python_files

# What a wing shows to the others (docs/house.md). The floor and the look are there for everyone.
SHOWN = {"models", "querysets", "choices", "errors", "rules", "actions", "signals", "registry", "contract"}
OPEN_TO_ALL = ("cms.kit", "cms.theme")


def test_relations_between_tables_point_down() -> None:
    upward = []
    for model in apps.get_models():
        here = model._meta.app_config.name
        if here.split(".")[0] not in WINGS:
            continue
        for field in model._meta.get_fields():
            if not isinstance(field, ForeignObject) or field.auto_created:
                continue
            there = field.related_model._meta.app_config.name
            if there.split(".")[0] in WINGS and height(there) > height(here):
                upward.append(f"{here}.{model.__name__}.{field.name} -> {there}")
    assert upward == []


def test_wings_use_only_what_other_wings_show() -> None:
    hidden = []
    for path in python_files():
        module = module_of(path)
        wing = module.split(".")[0]
        if wing not in WINGS:
            continue
        for line, imported in imports_of(path):
            other = imported.split(".")[0]
            if other not in WINGS or other == wing or imported.startswith(OPEN_TO_ALL):
                continue
            if not set(imported.split(".")[2:3]) & SHOWN:
                hidden.append(f"{module}:{line} imports {imported}")
    assert hidden == []
