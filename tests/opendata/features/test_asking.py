"""More ways to ask for features: systems of reference, filters, orders, words, comparisons, revisions."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest
from django.test import Client
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata.features.asking.searching import contains
from opendata.tables.actions import publish_rows, republish
from tests.factories.tables import SPECIES, Register
from tests.opendata.features.reading import ITEMS, body, link_of, local, problem, walk

pytestmark = pytest.mark.django_db

UNHURRIED = settings(
    max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
EPSG = "http://www.opengis.net/def/crs/EPSG/0/"


def ids(client: Client, **query: Any) -> list[int]:
    answer = client.get(ITEMS, {"limit": 10000, **query})
    assert answer.status_code == 200, answer.content[:500]
    return [feature["id"] for feature in answer.json()["features"]]


@pytest.fixture
def five(trees: Register) -> Register:
    """Five rows, with gaps."""
    trees.put(
        [
            {"rowid": 1, "geom": "POINT(23.7 37.9)", "species": "Ελιά", "girth": 10, "height": 2.5},
            {"rowid": 2, "geom": "POINT(23.8 37.9)", "species": "ΕΛΙΆ του δρόμου", "girth": 20, "height": 5},
            {
                "rowid": 3,
                "geom": "POINT(23.9 38.0)",
                "species": "Πεύκος",
                "girth": 30,
                "planted": "2022-01-01",
            },
            {"rowid": 4, "geom": None, "species": "100% _'α\"\\[x]", "girth": None, "protected": True},
            {"rowid": 5, "geom": "POINT(24.5 38.5)", "species": None, "girth": 10, "height": 0.1},
        ]
    )
    republish(trees.name, by=None)
    return trees


def test_coordinates_come_in_the_system_asked_for(client: Client, five: Register) -> None:
    def place(crs: str) -> list[float]:
        answer = client.get(f"{ITEMS}/1", {"crs": crs})
        assert answer["Content-Crs"] == f"<{crs}>"
        page = client.get(ITEMS, {"crs": crs, "girth": "10", "height__gt": "1"})
        assert page["Content-Crs"] == f"<{crs}>"
        single: list[float] = answer.json()["geometry"]["coordinates"]
        assert page.json()["features"][0]["geometry"]["coordinates"] == single
        return single

    assert place("http://www.opengis.net/def/crs/OGC/1.3/CRS84") == [23.7, 37.9]
    assert place(f"{EPSG}4326") == [37.9, 23.7]
    assert place(f"{EPSG}3857") == pytest.approx([2638271.93, 4565308.78], abs=0.01)
    assert place(f"{EPSG}2100") == pytest.approx([473475.36, 4194474.35], abs=0.01)
    listed = client.get("/api/v1/collections/test-trees").json()
    assert len(listed["crs"]) == 4
    assert listed["storageCrs"] == listed["crs"][0]


def test_a_box_is_read_in_its_own_system(client: Client, five: Register) -> None:
    assert sorted(ids(client, bbox="23.65,37.8,23.75,38")) == [1, 4]
    assert sorted(ids(client, **{"bbox": "37.8,23.65,38,23.75", "bbox-crs": f"{EPSG}4326"})) == [1, 4]
    assert sorted(ids(client, **{"bbox": "2638000,4565000,2638500,4565600", "bbox-crs": f"{EPSG}3857"})) == [
        1,
        4,
    ]
    assert sorted(ids(client, **{"bbox": "473000,4194000,474000,4195000", "bbox-crs": "EPSG:2100"})) == [1, 4]
    assert sorted(ids(client, **{"bbox": "473475,4194474,473475,4194474", "bbox-crs": "EPSG:2100"})) == [4]


def test_a_filter_works_with_everything_else(client: Client, five: Register) -> None:
    assert sorted(ids(client, filter="girth = 10")) == [1, 5]
    assert ids(client, filter="girth = 10", bbox="23,37,24,39") == [1]
    assert ids(client, filter="accenti(casei(species)) LIKE accenti(casei('ελια%'))", height="5") == [2]
    asked = {
        "op": "s_within",
        "args": [{"property": "geometry"}, {"bbox": [473000, 4194000, 474000, 4195000]}],
    }
    found = ids(
        client, **{"filter": json.dumps(asked), "filter-lang": "cql2-json", "filter-crs": "EPSG:2100"}
    )
    assert found == [1]


def test_next_links_keep_a_greek_filter(client: Client, forest: Register) -> None:
    address = f"{ITEMS}?limit=30&filter={quote('species = ' + chr(39) + 'Πεύκο' + chr(39))}&sortby=-girth"
    pages = walk(client, address)
    assert sum(map(len, pages)) == 84
    following = link_of(client.get(address).json(), "next")
    assert following
    assert following["href"].isascii()


@pytest.mark.parametrize(
    "text",
    ["species = 'x' OR 1=1 --'", "species = 'x'; DROP TABLE shelf_test_trees", "pg_sleep(10) = 1",
     "\"species\"\" = 1\" = 1", "species LIKE '%' || pg_read_file('/etc/passwd')"],
)  # fmt: skip
def test_sql_in_a_filter_is_no_filter(client: Client, five: Register, text: str) -> None:
    assert problem(client.get(ITEMS, {"filter": text}), 400)["parameter"] == "filter"


@pytest.mark.parametrize(
    "text", ["girth ^ 999 = 1", "girth * 1e308 * 10 > 0", "girth * 9007199254740991 * 9007199254740991 = 1"]
)
def test_what_no_number_can_hold_is_a_mistake_in_the_filter(
    client: Client, five: Register, text: str
) -> None:
    assert problem(client.get(ITEMS, {"filter": text}), 400)["type"].endswith("#bad-parameter")


def test_percent_signs_quotes_and_backslashes_are_letters(client: Client, five: Register) -> None:
    value = "100% _'α\"\\[x]"
    assert ids(client, species=value) == [4]
    assert ids(client, species__contains=value) == [4]
    assert ids(client, species__startswith="100% _'") == [4]
    assert ids(client, species__in=value) == [4]
    assert ids(client, q="100% \\[x]") == [4]
    doubled = value.replace("'", "''")
    assert ids(client, filter=f"species = '{doubled}'") == [4]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"girth__gte": "20"}, [2, 3]),
        ({"girth__gt": "20"}, [3]),
        ({"girth__lt": "20"}, [1, 5]),
        ({"girth__gte": "10", "girth__lte": "20"}, [1, 2, 5]),
        ({"girth__in": "10,30"}, [1, 3, 5]),
        ({"girth__isnull": "true"}, [4]),
        ({"girth__isnull": "false"}, [1, 2, 3, 5]),
        ({"height__gte": "2.5"}, [1, 2]),
        ({"species__contains": "ελια"}, [1, 2]),
        ({"species__contains": "ΔΡΌΜΟΥ"}, [2]),
        ({"species__startswith": "Ελ"}, [1]),
        ({"species__in": "Ελιά,Πεύκος"}, [1, 3]),
        ({"planted__gte": "2021-12-31"}, [3]),
        ({"protected__isnull": "false"}, [4]),
        ({"q": "ελια"}, [1, 2]),
        ({"q": "δρομοσ ελια"}, []),
        ({"q": "δρομου ΕΛΙΑ"}, [2]),
        ({"q": "πευκοσ"}, [3]),
        ({"q": "ΠΕΥΚΟΣ"}, [3]),
    ],
)
def test_comparisons_and_words(
    client: Client, five: Register, query: dict[str, str], expected: list[int]
) -> None:
    assert sorted(ids(client, **query)) == expected


@settings(UNHURRIED, max_examples=200)
@given(
    text=st.text(
        st.characters(exclude_categories=["Cs", "Cc"], max_codepoint=0x1FFF), min_size=1, max_size=20
    )
)
def test_every_text_finds_itself(five: Register, text: str) -> None:
    from django.db import connection

    condition, values = contains(SPECIES, text)
    statement = f"SELECT {condition.as_string(None)} FROM (SELECT %s AS species) AS row"
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, text])
        (found,) = cursor.fetchone()
    assert found


ORDERS = st.lists(
    st.tuples(st.sampled_from(["species", "girth", "height", "planted", "protected"]), st.booleans()),
    min_size=1, max_size=3, unique_by=lambda key: key[0],
)  # fmt: skip


@pytest.fixture
def uneven(trees: Register) -> Register:
    """28 rows, many alike, many without a value."""
    trees.put_points(20)
    trees.put(
        {"rowid": 30 + n, "species": "Ελιά" if n % 2 else None, "girth": n % 3 or None, "planted": None}
        for n in range(8)
    )
    republish(trees.name, by=None)
    return trees


@UNHURRIED
@given(order=ORDERS, limit=st.integers(1, 9))
def test_sorted_pages_give_every_row_once_in_order(
    client: Client, uneven: Register, order: list[tuple[str, bool]], limit: int
) -> None:
    sortby = ",".join(f"{'-' if descending else '+'}{name}" for name, descending in order)
    whole = client.get(ITEMS, {"sortby": sortby, "limit": "1000"}).json()["features"]
    walked = [
        rowid for page in walk(client, f"{ITEMS}?limit={limit}&sortby={quote(sortby)}") for rowid in page
    ]
    assert walked == [feature["id"] for feature in whole]
    assert len(set(walked)) == 28
    name, descending = order[0]
    values = [feature["properties"][name] for feature in whole]
    kept = [value for value in values if value is not None]
    assert kept == sorted(kept, reverse=descending)
    nulls = len(values) - len(kept)
    assert (values[:nulls] if descending else values[len(kept) :]) == [None] * nulls


def test_a_token_of_another_order_is_refused(client: Client, forest: Register) -> None:
    following = link_of(client.get(f"{ITEMS}?limit=5&sortby=girth").json(), "next")
    assert following
    address = local(following["href"]).replace("sortby=girth", "sortby=-girth")
    assert problem(client.get(address), 400)["parameter"] == "after"


def test_plain_rows(client: Client, five: Register) -> None:
    answer = client.get(f"{ITEMS}?f=json&properties=species,girth&limit=1&sortby=girth,-height")
    assert answer["Content-Type"] == "application/json"
    assert answer.json()["rows"] == [
        {"id": 1, "species": "Ελιά", "girth": 10, "longitude": 23.7, "latitude": 37.9}
    ]
    single = client.get(f"{ITEMS}/1?f=json&crs=EPSG:2100").json()
    assert (single["id"], round(single["x"])) == (1, 473475)
    assert client.get(f"{ITEMS}/4?f=json").json()["longitude"] is None


@pytest.mark.parametrize(("name", "start"), [("ndjson", b"{"), ("geojsonseq", b"\x1e{")])
def test_a_stream_has_one_feature_a_line(client: Client, five: Register, name: str, start: bytes) -> None:
    lines = body(client.get(f"{ITEMS}?f={name}")).splitlines()
    assert all(line.startswith(start) for line in lines)
    features = [json.loads(line.lstrip(b"\x1e")) for line in lines]
    assert {feature["id"]: feature["properties"]["species"] for feature in features}[4] == "100% _'α\"\\[x]"
    assert len(features) == 5
    head = client.head(f"{ITEMS}?f={name}")
    assert (head.status_code, head.content) == (200, b"")


def test_csv_in_another_system(client: Client, five: Register) -> None:
    lines = body(client.get(f"{ITEMS}?f=csv&crs=EPSG:2100&properties=girth&girth=20")).decode().splitlines()
    assert lines == ["id,girth,x,y", "2,20,482267.06,4194450.79"]


def test_json_fg_tells_time_and_place(client: Client, five: Register) -> None:
    answer = client.get(f"{ITEMS}?f=jsonfg&crs={EPSG}2100&girth=30")
    assert answer["Content-Type"] == "application/vnd.ogc.fg+json"
    document = answer.json()
    assert document["coordRefSys"] == f"{EPSG}2100"
    (feature,) = document["features"]
    assert feature["time"] == {"date": "2022-01-01"}
    assert feature["geometry"]["coordinates"] == [23.9, 38.0]
    assert feature["place"]["coordinates"] == pytest.approx([491081.5, 4205530.3], abs=20)
    assert client.get(f"{ITEMS}/1?f=jsonfg").json()["place"] is None


def test_an_earlier_revision_is_read_by_number_and_by_time(client: Client, five: Register) -> None:
    before = client.get("/api/v1/collections/test-trees").json()["revision"]
    five.put([{"rowid": 1, "species": "Δρυς", "girth": 99}, {"rowid": 6, "species": "Νέο"}])
    five.drop([2])
    publish_rows(five.name, [1, 2, 6], by=None)
    then = client.get(ITEMS, {"revision": before}).json()
    assert sorted(feature["id"] for feature in then["features"]) == [1, 2, 3, 4, 5]
    assert ids(client, revision=before, species="Ελιά") == [1]
    assert ids(client, species="Ελιά") == []
    assert client.get(f"{ITEMS}/2?revision={before}").json()["properties"]["girth"] == 20
    assert client.get(f"{ITEMS}/2").status_code == 404
    asked = {"f": "csv", "revision": before, "sortby": "-girth", "properties": "girth"}
    girths = [line.split(",")[1] for line in body(client.get(ITEMS, asked)).decode().splitlines()[1:]]
    assert girths == ["", "30", "20", "10", "10"]
    paged = walk(client, f"{ITEMS}?limit=2&sortby=girth&revision={before}&bbox=23,37,25,39")
    assert sorted(rowid for page in paged for rowid in page) == [1, 2, 3, 4, 5]
    counted = client.get("/api/v1/collections/test-trees/aggregates", {"revision": before}).json()
    assert (counted["groups"], counted["revision"]) == ([{"count": 5}], before)
    past = client.get(ITEMS, headers={"accept-datetime": "Mon, 01 Jan 2001 00:00:00 GMT"})
    assert "Memento-Datetime" in past
    assert "Accept-Datetime" in past["Vary"]
    now = client.get(ITEMS, headers={"accept-datetime": "Fri, 01 Jan 2100 00:00:00 GMT"}).json()
    assert sorted(feature["id"] for feature in now["features"]) == [1, 3, 4, 5, 6]
    assert problem(client.get(ITEMS, headers={"accept-datetime": "yesterday"}), 400)


def test_changes_tell_what_came_changed_and_went(client: Client, five: Register) -> None:
    address = "/api/v1/collections/test-trees/changes"
    before = client.get("/api/v1/collections/test-trees").json()["revision"]
    five.put([{"rowid": 1, "species": "Δρυς"}, {"rowid": 6, "species": "Νέο"}])
    five.drop([2])
    publish_rows(five.name, [1, 2, 6], by=None)
    document = client.get(address, {"since": before}).json()
    found = {(change["type"], change["id"]): change["feature"] for change in document["changes"]}
    assert found.keys() == {("changed", 1), ("removed", 2), ("added", 6)}
    assert found["removed", 2] is None
    assert found["changed", 1]["properties"]["species"] == "Δρυς"
    later = link_of(document, "monitor")
    assert later
    assert client.get(local(later["href"])).json()["changes"] == []
    paged: list[int] = []
    following: str | None = f"{address}?since={before}&limit=1"
    while following:
        page = client.get(following).json()
        paged += [change["id"] for change in page["changes"]]
        link = link_of(page, "next")
        following = local(link["href"]) if link else None
    assert sorted(paged) == [1, 2, 6]
    assert problem(client.get(address), 400)["parameter"] == "since"
    assert problem(client.get(address, {"since": "99"}), 400)["parameter"] == "since"
    assert problem(client.get(address, {"since": before, "after": "AAAA"}), 400)["parameter"] == "after"


def test_a_page_for_people_has_filters_that_may_stay_empty(client: Client, five: Register) -> None:
    answer = client.get(
        f"{ITEMS}?f=html&q=&species__contains=ελια&girth__gte=&girth__lte=15&after=",
        headers={"accept-language": "en"},
    )
    page = answer.content.decode()
    assert answer.status_code == 200
    assert 'name="girth__gte"' in page
    assert 'value="ελια"' in page
    assert f'href="http://town.test{ITEMS}/1?f=html"' in page
    assert f"{ITEMS}/2?f=html" not in page


def test_head_and_options_say_what_get_would(client: Client, five: Register) -> None:
    for address in (ITEMS, f"{ITEMS}/1", f"{ITEMS}?f=csv", "/api/v1/collections/test-trees/aggregates"):
        head = client.head(address)
        assert (head.status_code, head.content) == (200, b"")
        assert head["ETag"] == client.get(address)["ETag"]
        assert client.get(address, headers={"if-none-match": head["ETag"]}).status_code == 304
    exposed = client.get(ITEMS, headers={"origin": "https://elsewhere.test"})["Access-Control-Expose-Headers"]
    assert {"ETag", "Link", "Content-Crs", "X-RateLimit-Remaining"} <= set(
        exposed.replace(" ", "").split(",")
    )
