"""Tiles made ahead: the same as drawn ones, and true after every edit."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable
from dataclasses import replace
from importlib import import_module
from typing import Any

import pytest
from django.apps import apps
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client
from django_tasks_db.models import DBTaskResult
from django_tenants.utils import tenant_context
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata.catalog.models import Dataset
from opendata.tables.actions import ensure_collection, publish_rows, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.models import Collection
from opendata.tables.reading import Facts, facts_of
from opendata.tables.registry import collections
from opendata.tables.shelf import tiles as shelf_tiles
from opendata.tiles import baked, drawing, tasks
from opendata.tiles.baking import bake_tiles
from opendata.tiles.grid import Tile
from opendata.tiles.keeping import kept_tile, memory
from tests.factories.tables import FIELDS, GIRTH, SPECIES, Register, register

pytestmark = pytest.mark.django_db

ROOT = "/api/v1/collections/test-trees/tiles/WebMercatorQuad"
GZIP = {"accept-encoding": "gzip"}


@pytest.fixture(autouse=True)
def _every_tile_is_dense(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baked, "DENSE", 1)


@pytest.fixture
def wood(town: Any, enter: Callable[..., Any]) -> Register:
    """260 published trees: most within a few tiles of zoom 14, some far away; thick ones win their place."""
    entered: Register = enter(register(tile_priority="girth"))
    ensure_collection(entered.definition)
    entered.put_points(250)
    entered.put(
        {"rowid": n, "geom": f"POINT({(n * 37) % 340 - 170} {(n * 53) % 150 - 75})", "girth": n % 9}
        for n in range(251, 261)
    )
    republish(entered.name, by=None)
    return entered


def told(name: str) -> Facts:
    facts = facts_of(name)
    assert facts is not None
    return facts


def kept(name: str) -> dict[Tile, bytes]:
    """What stands in the table, decompressed."""
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT zoom, tile_row, tile_column, content FROM shelf_{name.replace('-', '_')}__tiles"
        )
        return {Tile(*row[:3]): gzip.decompress(bytes(row[3])) for row in cursor.fetchall()}


def wrong_tiles(name: str) -> list[Tile]:
    """Kept tiles that a fresh drawing would not give."""
    facts = told(name)
    return [tile for tile, content in kept(name).items() if drawing.draw([facts], tile) != content]


def forget_requests() -> None:
    cache.clear()
    memory._kept.clear()


def test_baked_tiles_are_the_same_as_drawn_ones_at_every_zoom(wood: Register) -> None:
    made = bake_tiles(wood.name)
    tiles = kept(wood.name)
    assert made == len(tiles) > 100
    assert {tile.zoom for tile in tiles} == set(range(15))
    assert wrong_tiles(wood.name) == []
    assert bake_tiles(wood.name) == 0


def test_only_tiles_with_many_rows_are_baked(wood: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(baked, "DENSE", 30)
    bake_tiles(wood.name)
    tiles = kept(wood.name)
    assert Tile(14, 6319, 9284) in tiles
    assert len(tiles) < 30


def test_a_part_is_baked_and_then_the_rest(wood: Register) -> None:
    assert bake_tiles(wood.name, most=70) == 70
    rest = bake_tiles(wood.name)
    assert rest > 0
    assert len(kept(wood.name)) == 70 + rest


def test_rows_that_reach_into_a_tile_lie_within_what_an_edit_drops() -> None:
    assert drawing.MARGIN / drawing.EXTENT < shelf_tiles.REACH


def change(
    wood: Register, kind: str, rowid: int, spot: tuple[float, float] = (24.004, 38.004), girth: int = 57
) -> None:
    """One edit of a row, published. The position is a little beside where most trees are, or far away."""
    lon, lat = spot
    if kind == "remove":
        wood.drop([rowid])
    elif kind == "add":
        wood.put([{"rowid": 1000 + rowid, "geom": f"POINT({lon} {lat})", "girth": girth}])
        rowid += 1000
    elif kind == "move":
        wood.put([{"rowid": rowid, "geom": f"POINT({lon} {lat})", "girth": girth}])
    else:
        column, value = {
            "attribute": ("species", f"Είδος {girth}"),
            "priority": ("girth", girth - 5),
            "lift": ("geom", None),
        }[kind]
        with connection.cursor() as cursor:
            cursor.execute(f"UPDATE source_test_trees SET {column} = %s WHERE rowid = %s", [value, rowid])
    publish_rows(wood.name, [rowid], by=None)


EDITS = st.tuples(
    st.sampled_from(["move", "attribute", "add", "remove", "priority", "lift"]),
    st.integers(1, 260),
    st.tuples(
        st.one_of(st.floats(23.97, 24.03), st.floats(-179.9, 179.9)),
        st.one_of(st.floats(37.97, 38.03), st.floats(-84, 84)),
    ),
    st.integers(0, 60),
)


@pytest.mark.parametrize("largest", [500_000, 1_500])
@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(edits=st.lists(EDITS, min_size=1, max_size=4))
def test_what_is_kept_is_true_after_any_edits(
    wood: Register, monkeypatch: pytest.MonkeyPatch, largest: int, edits: list[Any]
) -> None:
    """Also where tiles are cut for their size, so that the order of ranks decides what they hold."""
    monkeypatch.setattr(drawing, "LARGEST_TILE", largest)
    bake_tiles(wood.name)
    for edit in edits:
        change(wood, *edit)
        assert wrong_tiles(wood.name) == []
    bake_tiles(wood.name)
    assert wrong_tiles(wood.name) == []
    with connection.cursor() as cursor:
        cursor.execute("DELETE FROM shelf_test_trees__tiles")


@pytest.mark.parametrize("kind", ["move", "attribute", "add", "remove", "priority", "lift"])
def test_readers_see_each_kind_of_edit_at_every_zoom(wood: Register, client: Client, kind: str) -> None:
    bake_tiles(wood.name)
    before = kept(wood.name)
    change(wood, kind, 7)
    after, facts = kept(wood.name), told(wood.name)
    assert {tile.zoom for tile in set(before) - set(after)} == set(range(15))
    for tile in before:
        answer = client.get(f"{ROOT}/{tile.zoom}/{tile.row}/{tile.column}")
        assert answer.content == drawing.draw([facts], tile)


def test_an_edit_leaves_the_tiles_elsewhere(wood: Register) -> None:
    bake_tiles(wood.name)
    before = set(kept(wood.name))
    change(wood, "attribute", 255)
    gone = before - set(kept(wood.name))
    assert 15 <= len(gone) <= 30
    assert bake_tiles(wood.name) == len(gone)


def test_a_tree_beyond_the_edge_of_a_tile_drops_that_tile_too(wood: Register) -> None:
    edge = 360 / 2**14
    column = int((24 + 180) / edge)
    wood.put([{"rowid": 901, "geom": f"POINT({(column + 0.5) * edge - 180} 38.1)"}])
    publish_rows(wood.name, [901], by=None)
    bake_tiles(wood.name)
    # The northernmost of its column: that of the new tree.
    tile = min(
        (one for one in kept(wood.name) if (one.zoom, one.column) == (14, column)), key=lambda one: one.row
    )
    assert drawing.draw([told(wood.name)], tile) == kept(wood.name)[tile]
    wood.put([{"rowid": 902, "geom": f"POINT({(column + 1.01) * edge - 180} 38.1)"}])
    publish_rows(wood.name, [902], by=None)
    assert tile not in kept(wood.name)
    assert Tile(14, tile.row, column + 1) not in kept(wood.name)


def test_large_areas_drop_every_tile_they_meet(town: Any, enter: Callable[..., Any]) -> None:
    areas = enter(register("areas", fields=(SPECIES,), geometry_type=GeometryType.AREA))
    areas.put(
        {"rowid": n, "geom": f"POLYGON(({n} 30, {n + 3} 30, {n + 3} 50, {n} 50, {n} 30))"} for n in range(20)
    )
    ensure_collection(areas.definition)
    republish("areas", by=None)
    assert bake_tiles("areas") > 50
    before = set(kept("areas"))
    areas.put([{"rowid": 10, "geom": "POLYGON((9 30, 12 30, 12 50, 9 50, 9 30))", "species": "Δάσος"}])
    publish_rows("areas", [10], by=None)
    assert wrong_tiles("areas") == []
    assert set(kept("areas")) < before


def test_a_publication_of_everything_leaves_no_tile(wood: Register) -> None:
    bake_tiles(wood.name)
    with connection.cursor() as cursor:
        cursor.execute("TRUNCATE source_test_trees")
    wood.put_points(3000, first=5000)
    republish(wood.name, by=None)
    assert kept(wood.name) == {}


def test_a_change_of_many_rows_leaves_no_tile(wood: Register, monkeypatch: pytest.MonkeyPatch) -> None:
    bake_tiles(wood.name)
    monkeypatch.setattr("opendata.tables.shelf.writing.MOST_SINGLE_ROWS", 20)
    with connection.cursor() as cursor:
        cursor.execute("UPDATE source_test_trees SET species = 'Άλλο' WHERE rowid <= 30")
    republish(wood.name, by=None)
    assert kept(wood.name) == {}


def test_a_field_that_small_tiles_carry_now_leaves_no_tile(
    wood: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    bake_tiles(wood.name)
    fields = tuple(replace(f, in_small_tiles=True) if f == GIRTH else f for f in wood.definition.fields)
    definition = replace(wood.definition, fields=fields)
    monkeypatch.setitem(collections._things, wood.name, definition)
    ensure_collection(definition)
    assert kept(wood.name) == {}


def test_tiles_of_an_earlier_form_are_not_served_and_are_replaced(
    wood: Register, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = bake_tiles(wood.name)
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE shelf_test_trees__tiles SET form = form - 1, content = %s", [gzip.compress(b"old")]
        )
    forget_requests()
    assert client.get(f"{ROOT}/0/0/0").content != b"old"
    assert bake_tiles(wood.name) == count
    assert wrong_tiles(wood.name) == []


def test_a_baked_tile_is_found_by_one_query_and_sent_as_it_lies(
    wood: Register, client: Client, count_queries: Callable[[], Any]
) -> None:
    bake_tiles(wood.name)
    plain = kept(wood.name)[Tile(14, 6319, 9284)]
    client.get(f"{ROOT}/14/6318/9284")  # the town is known from here on
    memory._kept.clear()
    with count_queries() as queries:
        packed = client.get(f"{ROOT}/14/6319/9284", headers=GZIP)
    assert len(queries) == 2  # the facts and the tile
    assert not any("ST_AsMVT" in query["sql"] for query in queries)
    assert packed["Content-Encoding"] == "gzip"
    assert packed.content == baked.compress(plain)
    assert client.get(f"{ROOT}/14/6319/9284").content == plain


def test_a_small_collection_is_not_looked_up(
    wood: Register, client: Client, count_queries: Callable[[], Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(baked, "DENSE", 1000)
    client.get(f"{ROOT}/14/6318/9284")  # the town is known from here on
    memory._kept.clear()
    with count_queries() as queries:
        client.get(f"{ROOT}/14/6319/9284", headers=GZIP)
    assert len(queries) == 2  # the facts and the drawing
    assert bake_tiles(wood.name) == 0


def test_several_collections_take_what_is_baked_of_each(
    wood: Register, client: Client, enter: Callable[..., Any], count_queries: Callable[[], Any]
) -> None:
    other = enter(register("bushes"))
    other.put_points(50)
    ensure_collection(other.definition)
    republish("bushes", by=None)
    facts = [told("bushes"), told(wood.name)]
    tile = Tile(14, 6319, 9284)
    drawn = drawing.draw(facts, tile)
    bake_tiles(wood.name)
    forget_requests()
    with count_queries() as queries:
        assert kept_tile(facts, tile, compressed=False) == drawn
    assert len(queries) == 2
    bake_tiles("bushes")
    forget_requests()
    with count_queries() as queries:
        assert gzip.decompress(kept_tile(facts, tile, compressed=True)) == drawn
    assert len(queries) == 1


def test_baked_parts_that_are_too_large_together_are_drawn_together(
    wood: Register, enter: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    other = enter(register("bushes", fields=(*FIELDS, Field("note", FieldType.TEXT, {"en": "Note"}))))
    other.put({"rowid": n, "geom": f"POINT(24.00{n:03} 38.001)", "species": f"Θ{n}"} for n in range(200))
    ensure_collection(other.definition)
    republish("bushes", by=None)
    facts, tile = [told("bushes"), told(wood.name)], Tile(14, 6319, 9284)
    largest = max(len(drawing.draw([one], tile)) for one in facts)
    monkeypatch.setattr(drawing, "LARGEST_TILE", largest)
    monkeypatch.setattr("opendata.tiles.keeping.LARGEST_TILE", largest)
    bake_tiles("bushes")
    bake_tiles(wood.name)
    forget_requests()
    content = kept_tile(facts, tile, compressed=False)
    assert len(content) <= largest
    assert content == drawing.draw(facts, tile)


def test_tiles_of_a_withdrawn_collection_are_neither_served_nor_made(wood: Register, client: Client) -> None:
    bake_tiles(wood.name, most=10)
    dataset = Dataset.objects.get(name=wood.name)
    dataset.published = False
    dataset.save()
    assert client.get(f"{ROOT}/0/0/0").status_code == 404
    assert bake_tiles(wood.name) == 0


def test_standing_shelves_get_the_table_and_lose_it_on_the_way_back(wood: Register) -> None:
    migration = import_module("opendata.tables.migrations.0004_tiles_made_ahead")
    bake_tiles(wood.name)
    editor = connection.schema_editor()
    migration.drop_tables(apps, editor)
    migration.create_tables(apps, editor)
    assert kept(wood.name) == {}
    assert bake_tiles(wood.name) > 100


def waiting() -> list[list[Any]]:
    found = DBTaskResult.objects.filter(task_path=tasks.bake.module_path, status="READY")
    return [row.args_kwargs["args"] for row in found]


def test_a_publication_is_followed_by_one_task_however_many_there_are(
    wood: Register, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    DBTaskResult.objects.all().delete()
    for rowid in (1, 2, 3):
        with django_capture_on_commit_callbacks(execute=True):
            change(wood, "attribute", rowid)
    assert waiting() == [[wood.name]]
    DBTaskResult.objects.update(status="RUNNING")
    with django_capture_on_commit_callbacks(execute=True):
        change(wood, "attribute", 4)
    assert waiting() == [[wood.name]]


def test_small_collections_have_no_task(
    wood: Register,
    django_capture_on_commit_callbacks: Callable[..., Any],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(baked, "DENSE", 1000)
    with django_capture_on_commit_callbacks(execute=True):
        change(wood, "attribute", 1)
    assert waiting() == []


def test_the_task_goes_on_in_another_while_there_are_more(
    wood: Register, monkeypatch: pytest.MonkeyPatch
) -> None:
    DBTaskResult.objects.all().delete()
    monkeypatch.setattr(tasks, "ONE_PART", 90)
    assert tasks.bake.func(wood.name) == 90
    assert waiting() == [[wood.name]]
    while waiting():
        DBTaskResult.objects.all().delete()
        tasks.bake.func(wood.name)
    assert bake_tiles(wood.name) == 0


@pytest.mark.django_db(transaction=True)
def test_a_bake_waits_for_an_edit_and_draws_what_it_left(wood: Register) -> None:
    """On two connections: the edit is open when the bake begins, and drops what was baked before it."""
    town = connection.tenant
    bake_tiles(wood.name, most=20)
    began, waits = threading.Event(), threading.Event()

    def edit() -> None:
        with tenant_context(town), transaction.atomic():
            wood.put([{"rowid": 1, "geom": "POINT(24.001 38.001)", "species": "Νέο", "girth": 0}])
            publish_rows(wood.name, [1], by=None)
            began.set()
            waits.wait(30)
        connection.close()

    def bake() -> None:
        with tenant_context(town):
            bake_tiles(wood.name)
        connection.close()

    editor = threading.Thread(target=edit)
    editor.start()
    assert began.wait(30)
    baker = threading.Thread(target=bake)
    baker.start()
    baker.join(1)
    assert baker.is_alive()
    waits.set()
    editor.join(30)
    baker.join(60)
    bake_tiles(wood.name)
    assert wrong_tiles(wood.name) == []
    assert Collection.objects.get(dataset__name=wood.name).revision == 2
    assert "Νέο".encode() in kept(wood.name)[Tile(14, 6319, 9284)]
