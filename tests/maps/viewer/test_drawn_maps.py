"""Any collection, drawn as the map's address asks for: some rows, colours by a column, sizes by a number."""

from __future__ import annotations

import re
from itertools import combinations
from typing import Any

import pytest
from django.test import Client

from cms.municipalities.colours import luminance
from maps.viewer.contract import TONES
from maps.viewer.styling import OTHERS, PALETTE
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.registry import collections
from tests.factories.tables import Register, register
from tests.maps.viewer.test_colours import EYES, JUST_SEEN, lab

pytestmark = pytest.mark.django_db

OLIVES = "where=species.is.%CE%95%CE%BB%CE%B9%CE%AC"


@pytest.fixture
def shops(town: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    made = register("corner-shops")
    monkeypatch.setitem(collections._things, made.name, made.definition)
    ensure_collection(made.definition)
    made.put_points(30)
    republish(made.name, by=None)
    return made


def embedded(client: Client, query: str) -> Any:
    return client.get(f"/maps/embed/corner-shops/?lang=en&{query}")


def test_colours_by_a_column_stand_in_the_legend(client: Client, shops: Register) -> None:
    page = embedded(client, "by=species&size_by=girth")
    legend = [str(entry.title) for entry in page.context["legend"]]
    assert legend == ["Ελιά", "Μουριά", "Πεύκο", "The larger, the more: Girth"]
    assert '<span class="legend__title">Species</span>' in page.content.decode()
    script = client.get(page.context["script"])
    assert b'"size_most":30.0' in script.content
    assert b"/maps/embed/corner-shops/tiles/{z}/{y}/{x}?revision=" in script.content


def test_one_colour_needs_no_tiles_of_its_own(client: Client, shops: Register) -> None:
    script = client.get(embedded(client, "tone=plum").context["script"]).content.decode()
    assert TONES["plum"][1] in script
    assert "/api/v1/collections/corner-shops/tiles/" in script


def test_conditions_narrow_sentence_tiles_and_list_alike(client: Client, shops: Register) -> None:
    page = embedded(client, OLIVES)
    assert page.context["sentence"] == "10 rows."
    told = client.get(f"/maps/embed/corner-shops/summary/?lang=en&{OLIVES}&bbox=20,30,28,40").json()
    # One of the ten has no place.
    assert told["total"] == 9
    tile = client.get(f"/maps/embed/corner-shops/tiles/0/0/0?{OLIVES}")
    assert tile.status_code == 200
    assert tile["Content-Type"] == "application/vnd.mapbox-vector-tile"
    assert page.context["list_url"].startswith("/api/v1/collections/corner-shops/items?f=html&filter=")


def test_a_map_of_chosen_rows_looks_at_these_rows(client: Client, shops: Register) -> None:
    one = client.get(embedded(client, "where=girth.is.1").context["script"]).content.decode()
    every = client.get(embedded(client, "").context["script"]).content.decode()
    found = [re.search(r"center\"?: \[([^\]]+)\]", script) for script in (one, every)]
    assert all(found)
    assert len({one[1] for one in found if one}) == 2


@pytest.mark.parametrize(
    "query",
    [
        "where=nothing.is.1",
        "where=girth.from.thick",
        "where=girth",
        "where=.....",
        "where=species.is.%00",
        "by=nothing",
        "by=geom",
        "size_by=nothing",
        "tone=chartreuse",
        "&".join(f"where=girth.is.{number}" for number in range(11)),
    ],
)
def test_what_cannot_be_drawn_is_refused_everywhere(client: Client, shops: Register, query: str) -> None:
    assert embedded(client, query).status_code == 400
    assert client.get(f"/maps/embed/corner-shops/map.js?{query}").status_code == 400
    assert client.get(f"/maps/embed/corner-shops/summary/?{query}").status_code == 400
    assert client.get(f"/maps/embed/corner-shops/tiles/0/0/0?{query}").status_code == 400


def test_a_registers_map_keeps_its_crowns_under_conditions(client: Client, grove: Any) -> None:
    page = client.get("/maps/embed/trees/?lang=en&where=protected.is.true")
    assert page.status_code == 200
    assert "Fruit trees" in page.content.decode()
    assert page.context["list_url"] == "/en/data/trees/?protected=true#rows"


@pytest.mark.parametrize("eye", EYES)
def test_colours_of_columns_stay_apart_for_every_eye(eye: str) -> None:
    for one, other in combinations([*(colour for colour, _shape in PALETTE), OTHERS.colour], 2):
        distance = sum((a - b) ** 2 for a, b in zip(lab(one, eye), lab(other, eye), strict=True))
        assert distance**0.5 > 8 * JUST_SEEN, (one, other)


def test_colours_stand_out_from_the_ground_and_shapes_differ() -> None:
    colours = [*(colour for colour, _shape in PALETTE), *(colour for _words, colour in TONES.values())]
    assert [colour for colour in colours if luminance(colour) >= 0.45] == []
    assert len({shape for _colour, shape in PALETTE}) == len(PALETTE)
