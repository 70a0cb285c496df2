"""Standing shelves come along when the portal changes."""

from __future__ import annotations

from importlib import import_module

import pytest
from django.apps import apps
from django.db import connection

from opendata.tables.actions import publish_rows
from opendata.tables.shelf.zooms import EVERY_ROW_ZOOM
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def test_rows_that_were_drawn_late_are_drawn_from_zoom_14_on(forest: Register) -> None:
    migration = import_module("opendata.tables.migrations.0002_every_row_from_zoom_14")
    # Only one of those on the same spot is drawn earlier than all rows are.
    forest.put([{"rowid": rowid, "geom": "POINT(24 38)"} for rowid in range(1001, 1009)])
    publish_rows(forest.name, range(1001, 1009), by=None)
    before = forest.shelf()
    late = [rowid for rowid, _feature, zoom in before if zoom == EVERY_ROW_ZOOM]
    assert len(late) >= 7
    with connection.cursor() as cursor:
        cursor.execute("UPDATE shelf_test_trees SET min_zoom = 14 + rowid %% 4 WHERE rowid = ANY(%s)", [late])
    assert forest.shelf() != before
    migration.draw_every_row(apps, connection.schema_editor())
    assert forest.shelf() == before
