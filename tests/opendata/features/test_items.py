"""The features of a collection: pages, filters, formats, conditional requests."""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Callable
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata.tables.actions import ensure_collection, publish_rows, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from tests.factories.tables import Register, register
from tests.opendata.features.reading import ITEMS, body, link_of, local, problem, walk

pytestmark = pytest.mark.django_db

UNHURRIED = settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


def ids(client: Client, **query: Any) -> list[int]:
    """In the order of the answer, which is the shelf's: by place, not by id."""
    return [feature["id"] for feature in client.get(ITEMS, {"limit": 10000, **query}).json()["features"]]


@UNHURRIED
@given(
    limit=st.integers(1, 400),
    species=st.sampled_from([None, "Ελιά", "Πεύκο", "Δρυς"]),
    protected=st.sampled_from([None, "true", "false"]),
    bbox=st.sampled_from([None, "23.99,37.99,24.01,38.01"]),
)
def test_walking_next_gives_every_row_once_in_order(
    client: Client,
    forest: Register,
    *,
    limit: int,
    species: str | None,
    protected: str | None,
    bbox: str | None,
) -> None:
    query = {"species": species, "protected": protected, "bbox": bbox}
    given_query = {name: value for name, value in query.items() if value is not None}
    address = f"{ITEMS}?limit={limit}" + "".join(
        f"&{name}={quote(value)}" for name, value in given_query.items()
    )
    pages = walk(client, address)
    walked = [rowid for page in pages for rowid in page]
    assert walked == ids(client, **given_query)
    assert len(walked) == len(set(walked))
    # Every question keeps the order of the whole.
    assert walked == [rowid for rowid in ids(client) if rowid in set(walked)]
    assert all(len(page) == limit for page in pages[:-1])


def test_a_page_without_a_limit_has_100(client: Client, forest: Register) -> None:
    document = client.get(ITEMS).json()
    assert (document["numberReturned"], document["numberMatched"]) == (100, 250)
    assert document["timeStamp"].endswith("Z")


def test_a_limit_over_the_maximum_counts_as_the_maximum(client: Client, forest: Register) -> None:
    assert client.get(f"{ITEMS}?limit=99999999").json()["numberReturned"] == 250


def test_the_last_full_page_has_no_next(client: Client, forest: Register) -> None:
    assert link_of(client.get(f"{ITEMS}?limit=250").json(), "next") is None


def test_the_number_matched_is_exact_where_it_is_cheap_and_left_out_elsewhere(
    client: Client, forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert client.get(f"{ITEMS}?girth=3").json()["numberMatched"] == 5
    assert client.get(f"{ITEMS}?girth=3&limit=2").json()["numberMatched"] == 5
    monkeypatch.setattr("opendata.features.pages.COUNTED_AT_MOST", 10)
    assert client.get(f"{ITEMS}?girth=3").json()["numberMatched"] == 5
    assert "numberMatched" not in client.get(f"{ITEMS}?girth=3&limit=2").json()


def test_an_empty_answer_is_an_empty_list(client: Client, trees: Register) -> None:
    document = client.get(ITEMS).json()
    assert (document["features"], document["numberMatched"]) == ([], 0)


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("species", "Πεύκο", [1, 4, 7]),
        ("girth", "3", [3]),
        ("planted", "2020-01-03", [2]),
        ("protected", "true", [2, 4, 6, 8]),
        ("protected", "0", [1, 3, 5, 7, 9]),
        ("height", "1", [7]),
        ("seen", "2024-05-01T10:00:00Z", list(range(1, 10))),
        ("seen", "2024-05-01T13:00:00+03:00", list(range(1, 10))),
    ],
)
def test_a_property_filters_by_a_value_of_its_type(
    client: Client, trees: Register, name: str, value: str, expected: list[int]
) -> None:
    trees.put_points(9)
    republish(trees.name, by=None)
    assert sorted(ids(client, **{name: value})) == expected


def test_a_long_text_is_told_from_one_with_the_same_start(client: Client, trees: Register) -> None:
    trees.put([{"rowid": 1, "species": "α" * 5000 + "1"}, {"rowid": 2, "species": "α" * 5000 + "2"}])
    republish(trees.name, by=None)
    assert ids(client, species="α" * 5000 + "2") == [2]


def test_greek_values_survive_next_links(client: Client, forest: Register) -> None:
    document = client.get(
        f"{ITEMS}?limit=5&species=%CE%A0%CE%B5%CF%8D%CE%BA%CE%BF&properties=species,girth"
    ).json()
    following = link_of(document, "next")
    assert following
    assert following["href"].isascii()
    second = client.get(local(following["href"])).json()
    assert {feature["properties"]["species"] for feature in second["features"]} == {"Πεύκο"}
    assert list(second["features"][0]["properties"]) == ["species", "girth"]
    assert "limit=5" in following["href"]


def test_self_repeats_the_request(client: Client, forest: Register) -> None:
    asked = f"{ITEMS}?species=%CE%95%CE%BB%CE%B9%CE%AC&limit=3&f=geojson"
    found = link_of(client.get(asked).json(), "self")
    assert found == {"href": f"http://town.test{asked}", "rel": "self", "type": "application/geo+json"}


def test_a_box_holds_what_it_meets_and_what_has_no_place(client: Client, trees: Register) -> None:
    trees.put(
        [
            {"rowid": 1, "geom": "POINT(24 38)"},
            {"rowid": 2, "geom": "POINT(25 38)"},
            {"rowid": 3, "geom": None},
            {"rowid": 4, "geom": "POINT(179.5 -10)"},
            {"rowid": 5, "geom": "POINT(-179.5 -10)"},
        ]
    )
    republish(trees.name, by=None)
    assert sorted(ids(client, bbox="23.5,37,24.5,39")) == [1, 3]
    assert sorted(ids(client, bbox="23.5,37,-100,24.5,39,5000")) == [1, 3]
    assert sorted(ids(client, bbox="24,38,24,38")) == [1, 3]
    assert sorted(ids(client, bbox="179,-20,-179,0")) == [3, 4, 5]
    assert sorted(ids(client, bbox="179,-20,181,0")) == [3, 4, 5]
    assert sorted(ids(client, bbox="-180,-90,180,90")) == [1, 2, 3, 4, 5]
    assert sorted(ids(client, bbox="-200,-90,200,90")) == [1, 2, 3, 4, 5]


@pytest.mark.parametrize(
    ("asked", "expected"),
    [
        ("2020-01-03", [2, 5]),
        ("2020-01-03T15:00:00Z", [2, 5]),
        ("../2020-01-03", [1, 2, 5]),
        ("2020-01-03/..", [2, 3, 4, 5]),
        ("/2020-01-02", [1, 5]),
        ("2020-01-03/2020-01-04", [2, 3, 5]),
        ("1999-01-01", [5]),
    ],
)
def test_datetime_asks_about_the_first_date_and_holds_rows_without_one(
    client: Client, trees: Register, asked: str, expected: list[int]
) -> None:
    trees.put_points(4)
    trees.put([{"rowid": 5}])
    republish(trees.name, by=None)
    assert sorted(ids(client, datetime=asked)) == expected
    extent = client.get("/api/v1/collections/test-trees").json()["extent"]
    assert extent["temporal"]["interval"] == [["2020-01-02T00:00:00Z", "2020-01-05T00:00:00Z"]]


def test_the_right_media_type_is_chosen_by_accept(client: Client, forest: Register) -> None:
    chosen = {
        "": "application/geo+json",
        "*/*": "application/geo+json",
        "application/json": "application/geo+json",
        "text/csv": "text/csv; charset=utf-8",
        "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8": "text/html; charset=utf-8",
        "text/html;q=0.1, application/geo+json;q=0.2": "application/geo+json",
        "text/*": "text/csv; charset=utf-8",
    }
    got = {accept: client.get(ITEMS, headers={"accept": accept})["Content-Type"] for accept in chosen}
    assert got == chosen


def test_one_feature_links_to_its_collection(client: Client, forest: Register) -> None:
    response = client.get(f"{ITEMS}/7")
    feature = response.json()
    assert (feature["type"], feature["id"], feature["properties"]["girth"]) == ("Feature", 7, 7)
    assert link_of(feature, "self") == {
        "href": f"http://town.test{ITEMS}/7",
        "rel": "self",
        "type": "application/geo+json",
    }
    collection = link_of(feature, "collection")
    assert collection
    assert local(collection["href"]) == "/api/v1/collections/test-trees"
    assert response["Content-Crs"] == "<http://www.opengis.net/def/crs/OGC/1.3/CRS84>"


def test_a_csv_without_a_limit_holds_every_row(client: Client, forest: Register) -> None:
    response = client.get(f"{ITEMS}?f=csv")
    lines = list(csv.reader(io.StringIO(body(response).decode())))
    assert lines[0] == [
        "id",
        "species",
        "girth",
        "height",
        "planted",
        "protected",
        "seen",
        "longitude",
        "latitude",
    ]
    by_id = {int(line[0]): line for line in lines[1:]}
    assert sorted(by_id) == list(range(1, 251))
    assert by_id[10][-2:] == ["", ""]
    assert by_id[2][4:7] == ["2020-01-03", "true", "2024-05-01T10:00:00.000000Z"]


def test_a_csv_of_more_lines_than_memory_may_hold_is_the_same_from_the_disk(
    client: Client, forest: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = client.get(f"{ITEMS}?f=csv&species=%CE%95%CE%BB%CE%B9%CE%AC")
    content = body(whole)
    assert whole["Content-Length"] == str(len(content))
    monkeypatch.setattr("opendata.features.files.LINES_IN_MEMORY", 3)
    monkeypatch.setattr("opendata.features.files.PIECE_BYTES", 70)
    assert body(client.get(f"{ITEMS}?f=csv&species=%CE%95%CE%BB%CE%B9%CE%AC")) == content
    assert body(client.get(f"{ITEMS}?f=csv&limit=20")).count(b"\n") == 21


def test_a_page_is_compressed_for_those_who_take_it(client: Client, forest: Register) -> None:
    plain = client.get(f"{ITEMS}?limit=5")
    packed = client.get(f"{ITEMS}?limit=5", headers={"accept-encoding": "gzip"})
    assert (plain.get("Content-Encoding"), packed["Content-Encoding"]) == (None, "gzip")
    assert "Accept-Encoding" in packed["Vary"]
    unpacked = json.loads(gzip.decompress(packed.content))
    assert unpacked["features"] == plain.json()["features"]


def test_a_csv_page_leads_on_by_its_link_header(client: Client, forest: Register) -> None:
    found, address = [], f"{ITEMS}?f=csv&limit=100"
    while address:
        response = client.get(address)
        found += body(response).decode().splitlines()[1:]
        address = local(response["Link"].split(">")[0].strip("<")) if "Link" in response else ""
    assert sorted(int(line.split(",")[0]) for line in found) == list(range(1, 251))


def test_a_csv_download_has_a_greek_name_and_a_mark_on_request(client: Client, forest: Register) -> None:
    response = client.get(f"{ITEMS}?f=csv&bom=1&limit=1", headers={"accept-language": "el"})
    assert body(response).startswith(b"\xef\xbb\xbfid,")
    assert response["Content-Disposition"] == (
        f"attachment; filename=\"test-trees.csv\"; filename*=UTF-8''{quote('Δέντρα της δοκιμής.csv')}"
    )
    assert response["X-Content-Type-Options"] == "nosniff"


def test_a_csv_of_areas_holds_their_geometry_as_text(
    town: Any, client: Client, enter: Callable[..., Any]
) -> None:
    fields = (Field("id", FieldType.TEXT, {"en": "Id"}),)
    areas = enter(register("areas", fields=fields, geometry_type=GeometryType.AREA))
    areas.put([{"rowid": 1, "geom": "POLYGON((0 0, 1 0, 1 1, 0 0))", "id": "a,b"}])
    ensure_collection(areas.definition)
    republish("areas", by=None)
    lines = body(client.get("/api/v1/collections/areas/items?f=csv")).decode().splitlines()
    assert lines == ["_id,id,geometry", '1,"a,b","MULTIPOLYGON(((0 0,1 0,1 1,0 0)))"']


def test_a_plain_table_has_neither_places_nor_columns_for_them(
    town: Any, client: Client, enter: Callable[..., Any]
) -> None:
    plain = enter(register("plain", geometry_type=GeometryType.NONE))
    plain.put([{"rowid": 1, "geom": "POINT(1 1)", "species": "x"}])
    ensure_collection(plain.definition)
    republish("plain", by=None)
    assert client.get("/api/v1/collections/plain/items").json()["features"][0]["geometry"] is None
    assert b"longitude" not in body(client.get("/api/v1/collections/plain/items?f=csv"))
    problem(client.get("/api/v1/collections/plain/tiles"), 404)


def test_an_answer_takes_two_queries_and_a_known_one_a_single_query(
    client: Client, forest: Register, count_queries: Callable[[], Any]
) -> None:
    client.get("/api/v1/")  # the host's municipality is known from here on
    with count_queries() as queries:
        response = client.get(f"{ITEMS}?limit=10&species=x")
    assert len(queries) == 2
    for headers in ({"if-none-match": response["ETag"]}, {"if-modified-since": response["Last-Modified"]}):
        with count_queries() as queries:
            again = client.get(f"{ITEMS}?limit=10&species=x", headers=headers)
        assert (again.status_code, again.content, len(queries)) == (304, b"", 1)
        assert "shelf_" not in queries.captured_queries[0]["sql"]
        assert (again["ETag"], again["Cache-Control"]) == (response["ETag"], response["Cache-Control"])


def test_a_publication_is_seen_at_once(client: Client, forest: Register) -> None:
    before = client.get(ITEMS)
    forest.put([{"rowid": 1, "species": "Δάφνη"}])
    publish_rows(forest.name, [1], by=None)
    after = client.get(ITEMS, headers={"if-none-match": before["ETag"]})
    assert after.status_code == 200
    assert after["ETag"] != before["ETag"]
    species = {feature["id"]: feature["properties"]["species"] for feature in after.json()["features"]}
    assert species[1] == "Δάφνη"


def test_each_representation_has_its_own_tag(client: Client, forest: Register) -> None:
    addresses = [
        ITEMS,
        f"{ITEMS}?f=csv",
        f"{ITEMS}?limit=5",
        f"{ITEMS}?limit=5&f=geojson",
        f"{ITEMS}/1",
        f"{ITEMS}/2",
    ]
    assert len({client.get(address)["ETag"] for address in addresses}) == len(addresses)


@pytest.mark.parametrize(
    "address",
    [
        "/api/v1/",
        "/api/v1/collections",
        ITEMS,
        f"{ITEMS}?limit=3",
        f"{ITEMS}?f=csv&limit=3",
        f"{ITEMS}/1",
        f"{ITEMS}?f=html",
    ],
)
def test_head_tells_what_get_tells(client: Client, forest: Register, address: str) -> None:
    told, asked = client.get(address), client.head(address)
    assert asked.status_code == told.status_code
    assert asked.content == b""
    left_out = {"Content-Length"} if "csv" in address else set()
    assert {name for name, _value in told.items()} - left_out <= {name for name, _value in asked.items()}
    for name in ("Content-Type", "ETag", "Last-Modified", "Link", "Content-Crs", "Cache-Control", "Vary"):
        assert asked.get(name) == told.get(name)


def test_other_sites_may_read(client: Client, forest: Register) -> None:
    for response in (client.get(ITEMS), client.get(f"{ITEMS}?limit=0"), client.options(ITEMS)):
        assert response["Access-Control-Allow-Origin"] == "*"
        assert {"ETag", "Link", "Content-Crs"} <= set(response["Access-Control-Expose-Headers"].split(", "))
    preflight = client.options(ITEMS)
    assert (preflight.status_code, preflight["Allow"]) == (204, "GET, HEAD, OPTIONS")
    assert "If-None-Match" in preflight["Access-Control-Allow-Headers"]


@pytest.mark.parametrize(
    "address", ["/api/v1/", "/api/v1/docs/", ITEMS, f"{ITEMS}?f=html", f"{ITEMS}?f=csv", "/api/v1/x"]
)
def test_no_answer_sets_a_cookie(client: Client, forest: Register, address: str) -> None:
    assert client.get(address).cookies == {}


def test_the_page_for_people_shows_the_rows(client: Client, forest: Register) -> None:
    page = client.get(f"{ITEMS}?f=html&limit=249", headers={"accept-language": "en"}).content.decode()
    assert "Trees of the test" in page
    assert "Πεύκο" in page
    assert f'href="http://town.test{ITEMS}/1?f=html"' in page
    assert 'rel="next"' in page
    assert (
        "Longitude, latitude"
        in client.get(f"{ITEMS}/1?f=html", headers={"accept-language": "en"}).content.decode()
    )
