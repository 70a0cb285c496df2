"""What every table of ours must say of itself."""

from __future__ import annotations

from django.apps import apps
from django.db.models import Model

from cms.kit.retention import Retention
from tests.house.source import WINGS


def own_models() -> list[type[Model]]:
    return [model for model in apps.get_models() if model._meta.app_config.name.split(".")[0] in WINGS]


def test_every_table_knows_how_long_its_rows_may_live() -> None:
    silent = [
        model._meta.label
        for model in own_models()
        if not isinstance(getattr(model, "retention", None), Retention)
    ]
    assert silent == []


def test_every_table_has_a_name_people_can_read() -> None:
    unnamed = [model._meta.label for model in own_models() if str(model._meta.verbose_name) == model.__name__]
    assert unnamed == []
