"""A map of data of which a piece reaches far out of the town looks at the town first."""

from __future__ import annotations

from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.test import Client
from django.utils.translation import override

from cms.municipalities.querysets import current_municipality
from maps.viewer.plain_map import map_of_collection
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.models import Collection
from opendata.tables.registry import collections
from tests.factories.tables import Register, register
from tests.maps.viewer.test_plain_map import fit_of

pytestmark = pytest.mark.django_db
KIND = Field(
    "kind",
    FieldType.TEXT,
    {"en": "Kind"},
    codes={"sea": {"en": "sea"}, "park": {"en": "park"}},
    in_small_tiles=True,
)
SEA = "MULTIPOLYGON(((22 36, 26 36, 26 38.005, 22 38.005, 22 36)))"


def square(west: float, south: float, side: float = 0.001) -> str:
    east, north = west + side, south + side
    return f"MULTIPOLYGON((({west} {south}, {east} {south}, {east} {north}, {west} {north}, {west} {south})))"


@pytest.fixture
def ground(town: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    """Forty pieces of a town of a tenth of a degree, and its sea."""
    here = current_municipality()
    here.boundary = MultiPolygon(Polygon.from_bbox((23.95, 37.95, 24.05, 38.05)), srid=4326)
    here.save()
    made = register("pieces-of-land", fields=(KIND,), geometry_type=GeometryType.AREA)
    monkeypatch.setitem(collections._things, made.name, made.definition)
    ensure_collection(made.definition)
    made.put({"rowid": n, "geom": square(23.95 + n / 500, 38.01), "kind": "park"} for n in range(1, 41))
    made.put([{"rowid": 100, "geom": SEA, "kind": "sea"}])
    republish(made.name, by=None)
    return made


def looked_at(client: Client, made: Register, **query: str) -> list[list[float]]:
    script = client.get(f"/maps/embed/{made.name}/map.js", {"lang": "en", **query}).text
    bounds: list[list[float]] = fit_of(script)["bounds"]
    return bounds


def test_a_sea_that_goes_on_does_not_make_a_smudge_of_the_town(client: Client, ground: Register) -> None:
    (south, west), (north, east) = looked_at(client, ground)
    assert (west, south, east, north) == pytest.approx((23.925, 37.925, 24.075, 38.011))
    assert Collection.objects.get(dataset__name=ground.name).extent == pytest.approx([22, 36, 26, 38.011])


def test_data_of_a_whole_region_are_seen_whole(client: Client, ground: Register) -> None:
    ground.put({"rowid": 200 + n, "geom": square(22 + n / 10, 37), "kind": "park"} for n in range(20))
    republish(ground.name, by=None)
    assert looked_at(client, ground) == [[36, 22], [pytest.approx(38.011), 26]]


def test_a_town_without_a_boundary_has_its_data_seen_whole(client: Client, ground: Register) -> None:
    here = current_municipality()
    here.boundary = None
    here.save()
    assert looked_at(client, ground) == [[36, 22], [pytest.approx(38.011), 26]]


def test_the_map_of_a_dataset_is_coloured_by_what_its_rows_are_and_tells_the_words(
    client: Client, ground: Register
) -> None:
    with override("en"):
        shown = map_of_collection(ground.name)
    assert shown is not None
    assert shown.src == f"/maps/embed/{ground.name}/?lang=en&by=kind"
    page = client.get(shown.src)
    assert [str(entry.title) for entry in page.context["legend"]] == ["sea", "park"]
    assert '<span class="legend__title">Kind</span>' in page.text
    script = client.get(page.context["script"]).text
    ready = f"/api/v1/collections/{ground.name}/tiles/WebMercatorQuad/{{z}}/{{y}}/{{x}}?revision="
    assert ready in script, "they carry the column already"


@pytest.mark.parametrize(("language", "words"), [("en", "All others"), ("el", "Όλα τα άλλα")])
def test_values_without_a_colour_of_their_own_are_told_in_words(
    client: Client, ground: Register, language: str, words: str
) -> None:
    ground.put({"rowid": 300 + n, "geom": square(24, 38), "kind": f"kind {n}"} for n in range(7))
    republish(ground.name, by=None)
    page = client.get(f"/maps/embed/{ground.name}/", {"lang": language, "by": "kind"})
    assert page.text.count(f"{words}</li>") == 1
