"""The real files of real cities; skipped where they are not on the machine."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.db import connection

from maps.trees import actions
from maps.trees.models import PlantingSite, Tree
from opendata.tables.models import Collection

pytestmark = [pytest.mark.django_db, pytest.mark.realdata]


def test_eight_cities_come_in_and_a_second_time_nothing_changes(realdata: Path) -> None:
    path = realdata / "trees" / "la_county_street_trees_8_cities.csv"
    result = actions.import_trees(path, source="eight cities", by=None)
    counts = result.counts
    assert (counts["read"], counts["null_island"]) == (103_546, 123)
    # 9,751 rows say "vacant site": some of them lie at 0, 0 or repeat another row.
    assert 9_700 < counts["vacant"] <= 9_751
    assert counts["duplicate"] + counts["no_place"] + counts["null_island"] == counts["problems"]
    assert counts["new"] + counts["problems"] == counts["read"]
    assert Tree.objects.count() == counts["trees"]
    assert PlantingSite.objects.vacant().count() == counts["vacant"] + counts["stumps"]
    assert Collection.objects.get(dataset__name="trees").row_count == counts["trees"]
    revision = Collection.objects.get(dataset__name="trees").revision
    again = actions.import_trees(path, source="eight cities", by=None)
    assert (again.new, again.changed, again.same) == (0, 0, result.new)
    assert Collection.objects.get(dataset__name="trees").revision == revision


def test_a_geojson_in_epsg_4269_lands_where_it_should(realdata: Path) -> None:
    path = realdata / "trees" / "south_pasadena_trees.geojson"
    result = actions.import_trees(path, source="south pasadena", by=None)
    assert (result.read, result.new) == (11_349, 11_349 - len(result.problems))
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_XMin(b), ST_YMin(b) FROM (SELECT ST_Extent(position) b FROM maps_trees_plantingsite) e"
        )
        west, south = cursor.fetchone()
    assert (round(west, 3), round(south, 3)) == (-118.178, 34.099)
