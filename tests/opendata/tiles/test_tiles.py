"""Vector tiles: what is in them, how large they are, and for how long they may be kept."""

from __future__ import annotations

import gzip
import math
from collections.abc import Callable
from typing import Any

import mapbox_vector_tile
import pytest
from django.core.cache import cache
from django.db import connection
from django.test import Client, RequestFactory

from cms.kit.api.compression import takes_gzip
from opendata.tables.actions import ensure_collection, publish_rows, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.querysets import revision_stamp
from opendata.tables.shelf.zooms import EVERY_ROW_ZOOM
from opendata.tiles.drawing import LARGEST_TILE
from opendata.tiles.keeping import Memory, memory
from tests.factories.tables import FIELDS, SPECIES, Register, register
from tests.opendata.features.reading import problem

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/collections/test-trees/tiles/WebMercatorQuad"


def place(zoom: int, lon: float = 24.0, lat: float = 38.0) -> str:
    """`zoom/row/column` of the tile over a position."""
    edge = 2**zoom
    row = int((1 - math.asinh(math.tan(math.radians(lat))) / math.pi) / 2 * edge)
    return f"{zoom}/{row}/{int((lon + 180) / 360 * edge)}"


def layers(response: Any) -> dict[str, Any]:
    assert response.status_code == 200, response.content[:300]
    assert response["Content-Type"] == "application/vnd.mapbox-vector-tile"
    return dict(mapbox_vector_tile.decode(response.content, default_options={"y_coord_down": True}))


@pytest.fixture
def dense(town: Any, enter: Callable[..., Any]) -> Register:
    """40,000 points within one tile of zoom 14, with long properties."""
    fields = (*FIELDS, Field("note", FieldType.TEXT, {"en": "Note"}))
    crowd = enter(register("dense", fields=fields, tile_priority="girth"))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO source_dense (rowid, geom, species, girth, note) SELECT n, ST_SetSRID(ST_Point("
            "24.002 + (n % 200) * 0.00008, 38.003 + (n / 200) * 0.00006), 4326), 'Ελιά', n % 7, "
            "repeat(md5(n::text), 4) FROM generate_series(0, 39999) AS n"
        )
    ensure_collection(crowd.definition)
    republish("dense", by=None)
    return crowd


def test_a_tile_has_one_layer_with_the_rows_ids_and_properties(client: Client, forest: Register) -> None:
    layer = layers(client.get(f"{ROOT}/{place(15, 24.0001, 38.0001)}"))["test-trees"]
    first = min(layer["features"], key=lambda feature: feature["id"])
    assert layer["extent"] == 4096
    assert first["geometry"]["type"] == "Point"
    assert set(first["properties"]) == {"species", "girth", "height", "planted", "protected", "seen"}
    assert first["properties"]["seen"] == "2024-05-01T10:00:00Z"
    shown = forest.shelf("rowid", "species")
    assert first["properties"]["species"] == dict(shown)[first["id"]]


def test_small_zooms_carry_only_what_styles_need(client: Client, forest: Register) -> None:
    layer = layers(client.get(f"{ROOT}/{place(10)}"))["test-trees"]
    assert {name for feature in layer["features"] for name in feature["properties"]} == {"species"}


def test_every_row_with_a_place_is_drawn_from_some_zoom_on(client: Client, forest: Register) -> None:
    spots = {rowid for rowid, feature, _zoom in forest.shelf() if '"geometry":null' not in feature}
    assert {
        rowid for rowid, _feature, zoom in forest.shelf() if zoom is not None and zoom <= EVERY_ROW_ZOOM
    } == spots
    found = set()
    for column in range(37137, 37141):
        for row in range(25276, 25286):
            answer = client.get(f"{ROOT}/16/{row}/{column}")
            found |= (
                {f["id"] for f in layers(answer)["test-trees"]["features"]}
                if answer.status_code == 200
                else set()
            )
    assert found <= spots
    assert len(found) > 10


def test_no_tile_is_too_large_and_crowded_ones_are_thinned(client: Client, dense: Register) -> None:
    root = "/api/v1/collections/dense/tiles/WebMercatorQuad"
    shown = {}
    for zoom in (6, 10, 12, 13, 14, 15, 16, 18):
        response = client.get(f"{root}/{place(zoom, 24.0026, 38.0035)}")
        assert len(response.content) <= LARGEST_TILE
        shown[zoom] = len(layers(response)["dense"]["features"])
    assert shown[6] == 1 < shown[10] < shown[12] < shown[13] < shown[14]
    assert shown[13] <= 130 * 130 < shown[14]


def test_from_zoom_14_on_every_row_is_drawn_and_five_thousand_fit(
    client: Client, town: Any, enter: Callable[..., Any]
) -> None:
    fields = (*FIELDS, Field("note", FieldType.TEXT, {"en": "Note"}))
    street = enter(register("street", fields=fields, tile_priority="girth"))
    with connection.cursor() as cursor:
        # Each spot holds five trees: far more than the grid of any smaller zoom would show.
        cursor.execute(
            "INSERT INTO source_street (rowid, geom, species, girth, note) SELECT n, ST_SetSRID(ST_Point("
            "23.995 + (n / 5 % 40) * 0.0004, 38.003 + (n / 200) * 0.0004), 4326), 'Ελιά ' || n, n % 7, "
            "repeat(md5(n::text), 4) FROM generate_series(0, 4999) AS n"
        )
    ensure_collection(street.definition)
    republish("street", by=None)
    root = "/api/v1/collections/street/tiles/WebMercatorQuad"
    thinned = layers(client.get(f"{root}/{place(13, 24.0026, 38.0035)}"))["street"]["features"]
    response = client.get(f"{root}/{place(14, 24.0026, 38.0035)}")
    assert {feature["id"] for feature in layers(response)["street"]["features"]} == set(range(5000))
    assert len(response.content) < LARGEST_TILE
    assert len(thinned) <= 1000


def test_the_lowest_priority_value_wins_a_crowded_place(client: Client, dense: Register) -> None:
    root = "/api/v1/collections/dense/tiles/WebMercatorQuad"
    (winner,) = layers(client.get(f"{root}/{place(6, 24.0026, 38.0035)}"))["dense"]["features"]
    assert winner["id"] == 0


def test_a_point_drawn_once_is_drawn_at_every_larger_zoom(client: Client, dense: Register) -> None:
    root = "/api/v1/collections/dense/tiles/WebMercatorQuad"
    before: set[int] = set()
    for zoom in (8, 10, 12):
        now = {
            f["id"]
            for f in layers(client.get(f"{root}/{place(zoom, 24.0026, 38.0035)}"))["dense"]["features"]
        }
        assert before <= now
        before = now


def test_rows_that_all_lie_on_one_spot_do_not_burst_a_tile(
    client: Client, town: Any, enter: Callable[..., Any]
) -> None:
    pile = enter(register("pile", fields=(SPECIES, Field("note", FieldType.TEXT, {"en": "Note"}))))
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO source_pile (rowid, geom, note) SELECT n, ST_SetSRID(ST_Point(24, 38), 4326), "
            "repeat(md5(n::text), 10) FROM generate_series(1, 25000) AS n"
        )
    ensure_collection(pile.definition)
    republish("pile", by=None)
    root = "/api/v1/collections/pile/tiles/WebMercatorQuad"
    assert len(client.get(f"{root}/{place(18)}").content) <= LARGEST_TILE
    assert len(layers(client.get(f"{root}/{place(12)}"))["pile"]["features"]) == 1


def test_the_same_tile_is_the_same_bytes(client: Client, dense: Register) -> None:
    address = f"/api/v1/collections/dense/tiles/WebMercatorQuad/{place(14, 24.0026, 38.0035)}"
    contents = set()
    for _time in range(3):
        cache.clear()
        memory._kept.clear()
        contents.add(client.get(address).content)
    assert len(contents) == 1


def test_several_collections_share_a_tile(
    client: Client, forest: Register, enter: Callable[..., Any]
) -> None:
    areas = enter(register("areas", fields=(SPECIES,), geometry_type=GeometryType.AREA))
    areas.put([{"rowid": 1, "geom": "POLYGON((23.9 37.9, 24.1 37.9, 24.1 38.1, 23.9 38.1, 23.9 37.9))"}])
    ensure_collection(areas.definition)
    republish("areas", by=None)
    address = f"/api/v1/tiles/WebMercatorQuad/{place(12)}?collections=areas,test-trees"
    drawn = layers(client.get(address))
    assert set(drawn) == {"areas", "test-trees"}
    assert revision_stamp(["areas", "test-trees"]) == "1-1"
    assert "immutable" in client.get(f"{address}&revision=1-1")["Cache-Control"]
    description = client.get("/api/v1/tiles/WebMercatorQuad?collections=areas,test-trees").json()
    assert description["tiles"] == [
        "http://town.test/api/v1/tiles/WebMercatorQuad/{z}/{y}/{x}?collections=areas,test-trees&revision=1-1"
    ]


def test_an_area_is_drawn_from_the_zoom_where_it_is_a_pixel_large(
    town: Any, enter: Callable[..., Any]
) -> None:
    areas = enter(register("areas", fields=(SPECIES,), geometry_type=GeometryType.AREA))
    areas.put(
        [
            {"rowid": 1, "geom": "POLYGON((-90 -60, 90 -60, 90 60, -90 60, -90 -60))"},
            {"rowid": 2, "geom": "POLYGON((24 38, 24.0001 38, 24.0001 38.0001, 24 38))"},
        ]
    )
    ensure_collection(areas.definition)
    republish("areas", by=None)
    assert areas.shelf("rowid", "min_zoom") == [(1, 0), (2, 14)]


def test_a_tile_without_anything_is_a_204(client: Client, forest: Register) -> None:
    response = client.get(f"{ROOT}/{place(12, -100, 0)}")
    assert (response.status_code, response.content) == (204, b"")


@pytest.mark.parametrize("spot", ["23/0/0", "3/8/0", "3/0/8", "0/0/1", "99999999/0/0"])
def test_a_tile_outside_of_the_grid_is_a_404(client: Client, forest: Register, spot: str) -> None:
    problem(client.get(f"{ROOT}/{spot}"), 404)


@pytest.mark.parametrize("spot", ["a/0/0", "1/-1/0", "1/0/1.5", "1/0/x", "1/0/123456789"])
def test_a_tile_without_numbers_is_a_400(client: Client, forest: Register, spot: str) -> None:
    problem(client.get(f"{ROOT}/{spot}"), 400)


@pytest.mark.parametrize(
    ("query", "status"),
    [
        ("", 400),
        ("collections=", 400),
        ("collections=test-trees,test-trees", 400),
        ("collections=nowhere", 404),
        ("x=1", 400),
    ],
)
def test_several_collections_must_be_named(client: Client, forest: Register, query: str, status: int) -> None:
    problem(client.get(f"/api/v1/tiles/WebMercatorQuad/1/0/1?{query}"), status)


def test_another_towns_tiles_are_not_there(client: Client, other_client: Client, forest: Register) -> None:
    assert client.get(f"{ROOT}/{place(12)}").status_code == 200
    problem(other_client.get(f"{ROOT}/{place(12)}"), 404)


def test_a_tile_is_compressed_for_those_who_take_it(client: Client, forest: Register) -> None:
    plain = client.get(f"{ROOT}/{place(12)}")
    packed = client.get(f"{ROOT}/{place(12)}", headers={"accept-encoding": "br;q=1.0, gzip;q=0.8"})
    assert "Content-Encoding" not in plain
    assert packed["Content-Encoding"] == "gzip"
    assert gzip.decompress(packed.content) == plain.content
    assert "Accept-Encoding" in packed["Vary"]


@pytest.mark.parametrize(
    ("accepted", "takes"),
    [
        ("gzip", True),
        ("br, GZIP;q=0.5", True),
        ("", False),
        ("br", False),
        ("gzip;q=0", False),
        ("gzip; q=0.0", False),
    ],
)
def test_a_reader_may_refuse_compression(rf: RequestFactory, accepted: str, takes: bool) -> None:
    assert takes_gzip(rf.get("/", headers={"accept-encoding": accepted})) is takes


def test_a_tile_with_its_revision_never_changes(client: Client, forest: Register) -> None:
    assert (
        client.get(f"{ROOT}/{place(12)}?revision=1")["Cache-Control"] == "public, max-age=31536000, immutable"
    )
    for query in ("", "?revision=0", "?revision=2", "?revision=x"):
        assert "immutable" not in client.get(f"{ROOT}/{place(12)}{query}")["Cache-Control"]


def test_a_known_tile_is_a_304_without_drawing(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    tag = client.get(f"{ROOT}/{place(12)}")["ETag"]
    memory._kept.clear()
    with count_queries() as queries:
        response = client.get(f"{ROOT}/{place(12)}", headers={"if-none-match": tag})
    assert (response.status_code, len(queries)) == (304, 1)


def test_a_kept_tile_is_drawn_once_and_anew_after_a_publication(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    address = f"{ROOT}/{place(14)}"
    before = client.get(address).content
    with count_queries() as queries:
        assert client.get(address).content == before
    assert len(queries) == 1
    forest.put([{"rowid": 5000, "geom": "POINT(24.0005 38.0005)", "species": "Νέο"}])
    publish_rows(forest.name, [5000], by=None)
    after = layers(client.get(address))["test-trees"]["features"]
    assert 5000 in {feature["id"] for feature in after}


def test_what_is_told_of_tiles_leads_to_a_tile(client: Client, forest: Register) -> None:
    (tileset,) = client.get("/api/v1/collections/test-trees/tiles").json()["tilesets"]
    assert tileset["tileMatrixSetId"] == "WebMercatorQuad"
    template = next(link["href"] for link in tileset["links"] if link["rel"] == "item")
    zoom, row, column = place(12).split("/")
    address = template.replace("{tileMatrix}", zoom).replace("{tileRow}", row).replace("{tileCol}", column)
    assert client.get(address.removeprefix("http://town.test")).status_code == 200
    described = client.get("/api/v1/collections/test-trees/tiles/WebMercatorQuad").json()
    assert described["tilejson"] == "3.0.0"
    assert described["vector_layers"][0]["id"] == "test-trees"
    assert described["tiles"][0].endswith("{z}/{y}/{x}?revision=1")


def test_the_memory_lets_the_oldest_tiles_go() -> None:
    small = Memory(100)
    for name in "abc":
        small.put(name, b"x" * 40)
    assert (small.get("a"), small.size) == (None, 80)
    small.get("b")
    small.put("d", b"x" * 40)
    assert small.get("b") is not None
    assert small.get("c") is None
