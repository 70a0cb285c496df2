"""The order of the shelf: along a curve, the same for every question, and found again after it changed."""

from __future__ import annotations

from itertools import pairwise
from math import hypot
from typing import Any

import pytest
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from psycopg import sql

from opendata.tables.actions import publish_rows, republish
from opendata.tables.querysets import BBox, RowQuery
from opendata.tables.shelf.history import Then
from opendata.tables.shelf.reading import read_page
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db

ROWS = 3_000


def walked(query: RowQuery) -> list[int]:
    """The row ids of all pages, each begun where the one before ended."""
    found: list[int] = []
    after = None
    while True:
        asked = RowQuery(query.collection, after=after, limit=query.limit, bbox=query.bbox, then=query.then)
        page = read_page(asked)
        found += [int(text.split(b'"id":')[1].split(b",")[0]) for text in page.features]
        if page.last is None:
            return found
        after = page.last


def inside(name: str, bbox: BBox) -> set[int]:
    """What the box holds, asked without order or blocks."""
    where, corners = RowQuery(name, bbox=bbox).conditions()
    statement = sql.SQL("SELECT rowid FROM {} WHERE {}").format(sql.Identifier("shelf_test_trees"), where)
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), corners)
        return {row[0] for row in cursor.fetchall()}


@pytest.fixture
def wood(trees: Register) -> Register:
    """Several blocks of points, every tenth without a place."""
    trees.put_points(ROWS)
    republish(trees.name, by=None)
    return trees


def test_neighbours_on_the_shelf_are_neighbours_in_town(wood: Register) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT ST_X(geom), ST_Y(geom) FROM shelf_test_trees WHERE geom IS NOT NULL ORDER BY seq"
        )
        along_the_shelf = cursor.fetchall()
        cursor.execute(
            "SELECT ST_X(geom), ST_Y(geom) FROM shelf_test_trees WHERE geom IS NOT NULL ORDER BY rowid"
        )
        by_id = cursor.fetchall()

    def way(points: list[tuple[float, float]]) -> float:
        return sum(hypot(b[0] - a[0], b[1] - a[1]) for a, b in pairwise(points))

    assert way(along_the_shelf) < way(by_id) / 10


def test_rows_lie_on_the_disk_in_their_order(wood: Register) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT seq FROM shelf_test_trees ORDER BY ctid")
        assert [seq for (seq,) in cursor.fetchall()] == list(range(1, ROWS + 1))


BOX = st.tuples(
    st.floats(23.93, 24.07), st.floats(37.93, 38.07), st.floats(23.93, 24.07), st.floats(37.93, 38.07)
)


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(corners=BOX, limit=st.sampled_from([7, 400, 5_000]))
def test_a_box_read_by_blocks_holds_what_it_holds(
    wood: Register, *, corners: tuple[float, float, float, float], limit: int
) -> None:
    west, east = sorted((corners[0], corners[2]))
    south, north = sorted((corners[1], corners[3]))
    box = (west, south, east, north)
    found = walked(RowQuery(wood.name, bbox=box, limit=max(limit, 50)))
    assert len(found) == len(set(found))
    assert set(found) == inside(wood.name, box)


def test_a_box_finds_rows_that_came_moved_or_lost_their_place_later(wood: Register) -> None:
    wood.put(
        [
            {"rowid": 9001, "geom": "POINT(25 39)"},
            {"rowid": 1, "geom": "POINT(25.0001 39)"},
            {"rowid": 2, "geom": None},
            {"rowid": 9002, "geom": None},
        ]
    )
    publish_rows(wood.name, [9001, 1, 2, 9002], by=None)
    found = walked(RowQuery(wood.name, bbox=(24.9, 38.9, 25.1, 39.1), limit=100))
    assert {9001, 1, 2, 9002} < set(found)
    assert set(found) == inside(wood.name, (24.9, 38.9, 25.1, 39.1))


def test_a_reader_in_mid_way_goes_on_at_the_same_row_after_everything_was_numbered_anew(
    wood: Register,
) -> None:
    query = RowQuery(wood.name, limit=1_000)
    first = read_page(query)
    before = walked(query)
    # Two thousand new rows far in the south-west push all others on.
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO source_test_trees (rowid, geom) SELECT n, ST_SetSRID(ST_Point(-60 + n / 1e6, -30), 4326)"
            " FROM generate_series(100001, 102500) AS n"
        )
    republish(wood.name, by=None)
    assert first.last is not None
    page = read_page(RowQuery(wood.name, after=first.last, limit=10))
    following = [int(text.split(b'"id":')[1].split(b",")[0]) for text in page.features]
    assert following == before[1_000:1_010]


def test_an_earlier_revision_answers_with_the_rows_it_had(wood: Register) -> None:
    wood.put([{"rowid": 1, "species": "Δάφνη"}, {"rowid": 9001, "geom": "POINT(24 38)"}])
    wood.drop([2])
    publish_rows(wood.name, [1, 2, 9001], by=None)
    wood.drop(range(3, 2_000))
    republish(wood.name, by=None)
    assert walked(RowQuery(wood.name, then=Then(1, wood.definition.fields), limit=700)) == list(
        range(1, ROWS + 1)
    )
    assert walked(RowQuery(wood.name, then=Then(2, wood.definition.fields), limit=700)) == [
        1,
        *range(3, ROWS + 1),
        9001,
    ]
    assert walked(RowQuery(wood.name, then=Then(3, wood.definition.fields), limit=700)) == [
        1,
        *range(2_000, ROWS + 1),
        9001,
    ]
    [then] = read_page(RowQuery(wood.name, then=Then(1, wood.definition.fields), fid="1", limit=1)).features
    [now] = read_page(RowQuery(wood.name, fid="1", limit=1)).features
    assert "Δάφνη" not in then.decode()
    assert "Δάφνη" in now.decode()


def test_an_id_that_is_no_number_of_a_row_is_nobodys(wood: Register) -> None:
    strange: list[Any] = ["", "01", "+1", "1.0", "١", "9" * 30, "1 OR 1=1", "-0"]
    assert [read_page(RowQuery(wood.name, fid=one, limit=1)).features for one in strange] == [[]] * len(
        strange
    )
