"""Writing to the shelf: counts are true, nothing changes without need, and both ways in give the same."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from opendata.catalog.models import Dataset
from opendata.tables.actions import ensure_collection, publish_rows, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.errors import BadDefinition, UnknownCollection
from opendata.tables.models import Collection, Revision
from opendata.tables.shelf.facts import count_and_extent
from tests.factories.tables import FIELDS, GIRTH, HEIGHT, SPECIES, Register, evolved, register

pytestmark = pytest.mark.django_db


def collection(name: str) -> Collection:
    return Collection.objects.named(name).get()


def features(register: Register) -> list[dict[str, Any]]:
    return [json.loads(text) for (text,) in register.shelf("feature")]


def test_a_new_collection_has_its_dataset_and_an_empty_table(trees: Register) -> None:
    dataset = Dataset.objects.get(name="test-trees")
    assert dataset.licence.code == "CC_BY_4_0"
    assert (collection("test-trees").revision, trees.shelf()) == (0, [])


def test_a_row_becomes_a_geojson_feature_with_its_nulls(trees: Register) -> None:
    trees.put(
        [
            {
                "rowid": 7, "geom": "POINT(23.123456789 37.98765432123)", "species": 'Ελιά "η" \\ μεγάλη', "girth": 120,
                "height": float("nan"), "planted": date(1999, 12, 31), "protected": True,
                "seen": datetime(2024, 5, 1, 10, 30, tzinfo=UTC),
            },
            {"rowid": 8, "geom": None},
        ]
    )  # fmt: skip
    republish(trees.name, by=None)
    first, second = features(trees)
    assert first == {
        "type": "Feature",
        "id": 7,
        "geometry": {"type": "Point", "coordinates": [23.1234568, 37.9876543]},
        "properties": {
            "species": 'Ελιά "η" \\ μεγάλη', "girth": 120, "height": None, "planted": "1999-12-31",
            "protected": True, "seen": "2024-05-01T10:30:00Z",
        },
    }  # fmt: skip
    assert second["geometry"] is None
    assert set(second["properties"].values()) == {None}


def test_only_rows_that_differ_are_counted(forest: Register) -> None:
    forest.put([{"rowid": 3, "species": "Δάφνη"}, {"rowid": 900, "species": "Ροδιά"}])
    forest.drop([4])
    difference = publish_rows(forest.name, [1, 2, 3, 4, 900, 12345], by=None)
    assert (difference.added, difference.changed, difference.removed) == (1, 1, 1)
    latest = Revision.objects.filter(collection__dataset__name=forest.name).first()
    assert latest is not None
    assert (latest.number, latest.added, latest.changed, latest.removed) == (2, 1, 1, 1)
    assert collection(forest.name).row_count == 250 == len(forest.shelf())


def test_nothing_changed_makes_no_revision(forest: Register) -> None:
    before = collection(forest.name)
    assert publish_rows(forest.name, [1, 2, 3], by=None).total == 0
    assert republish(forest.name, by=None).total == 0
    after = collection(forest.name)
    assert (before.revision, before.updated_at) == (after.revision, after.updated_at)


def test_no_ids_write_nothing(forest: Register) -> None:
    assert publish_rows(forest.name, [], by=None).total == 0


def test_a_revision_says_who_published(forest: Register) -> None:
    editor = get_user_model().objects.create_user("editor@town.test")
    forest.drop([1])
    publish_rows(forest.name, [1], by=editor)
    assert Revision.objects.get(collection__dataset__name=forest.name, number=2).by == editor


def test_a_republish_in_place_keeps_rows_that_do_not_differ(forest: Register) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM shelf_test_trees WHERE rowid = 5")
        (place,) = cursor.fetchone()
    forest.put([{"rowid": 6, "species": "Δάφνη"}])
    assert republish(forest.name, by=None).changed == 1
    with connection.cursor() as cursor:
        cursor.execute("SELECT ctid FROM shelf_test_trees WHERE rowid = 5")
        assert cursor.fetchone() == (place,)


def test_the_extent_grows_and_shrinks_with_the_rows(trees: Register) -> None:
    trees.put([{"rowid": 1, "geom": "POINT(23 38)"}, {"rowid": 2, "geom": "POINT(24 39)"}])
    publish_rows(trees.name, [1, 2], by=None)
    assert collection(trees.name).extent == [23, 38, 24, 39]
    trees.put([{"rowid": 3, "geom": "POINT(25.123456789 37)"}])
    publish_rows(trees.name, [3], by=None)
    assert collection(trees.name).extent == [23, 37, 25.1234568, 39]
    trees.drop([3])
    publish_rows(trees.name, [3], by=None)
    assert collection(trees.name).extent == [23, 38, 24, 39]
    trees.drop([1, 2])
    publish_rows(trees.name, [1, 2], by=None)
    assert collection(trees.name).extent is None


def test_the_extent_holds_every_published_coordinate(forest: Register) -> None:
    west, south, east, north = collection(forest.name).extent or [0, 0, 0, 0]
    points = [feature["geometry"]["coordinates"] for feature in features(forest) if feature["geometry"]]
    assert len(points) == 225
    assert all(west <= x <= east and south <= y <= north for x, y in points)


def test_a_definition_with_other_fields_evolves_the_table(
    forest: Register, enter: Callable[..., Any]
) -> None:
    changed = enter(evolved(forest, (SPECIES, Field("girth", FieldType.NUMBER, {"en": "Girth"}), HEIGHT)))
    changed.put([{"rowid": 1, "geom": "POINT(23 38)", "species": "Ελιά", "girth": 1.5}])
    ensure_collection(changed.definition)
    assert features(changed)[0]["properties"] == {"species": "Ελιά", "girth": 1.5, "height": None}
    assert collection(forest.name).revision == 2
    assert [field.name for field in collection(forest.name).columns] == ["species", "girth", "height"]
    ensure_collection(changed.definition)
    assert collection(forest.name).revision == 2


def test_publishing_after_the_definition_changed_evolves_the_table_first(
    forest: Register, enter: Callable[..., Any]
) -> None:
    changed = enter(evolved(forest, (SPECIES,)))
    changed.put([{"rowid": 1, "species": "Ελιά"}])
    publish_rows(forest.name, [1], by=None)
    assert [feature["properties"] for feature in features(changed)] == [{"species": "Ελιά"}]


def test_a_new_title_leaves_the_rows_and_makes_a_revision(
    forest: Register, enter: Callable[..., Any]
) -> None:
    fields = (replace(SPECIES, titles={"en": "Kind"}), *FIELDS[1:])
    renamed = enter(Register(replace(forest.definition, fields=fields), forest.source))
    ensure_collection(renamed.definition)
    assert collection(forest.name).revision == 2
    assert len(forest.shelf()) == 250
    assert collection(forest.name).fields[0]["titles"] == {"en": "Kind"}


def test_what_editors_wrote_of_a_dataset_is_kept(trees: Register) -> None:
    Dataset.objects.filter(name=trees.name).update(titles={"en": "Our trees"})
    ensure_collection(trees.definition)
    assert Dataset.objects.get(name=trees.name).titles == {"en": "Our trees"}


def test_an_unknown_collection_is_refused(town: Any) -> None:
    with pytest.raises(UnknownCollection):
        republish("nowhere", by=None)


@pytest.mark.parametrize("name", ['a"; DROP TABLE x; --', "ελιά", "1st", "a b", "a" * 57, "a%s", ""])
def test_a_field_name_that_is_no_plain_key_is_refused(town: Any, name: str) -> None:
    definition = replace(register().definition, fields=(Field(name, FieldType.TEXT, {"en": "x"}),))
    with pytest.raises(BadDefinition):
        ensure_collection(definition)


@pytest.mark.parametrize("name", ['x"; --', "Trees", "shelf trees", "-x", "δέντρα", "a" * 51])
def test_a_collection_name_that_is_no_plain_key_is_refused(town: Any, name: str) -> None:
    with pytest.raises(BadDefinition):
        ensure_collection(replace(register().definition, name=name))


def test_fields_named_like_our_columns_or_sql_words_are_kept(town: Any, enter: Callable[..., Any]) -> None:
    names = ("select", "fid", "feature", "feature_", "min_zoom", "order", "user", "ctid_")
    fields = tuple(Field(name, FieldType.TEXT, {"en": name}) for name in names)
    odd = enter(register("odd", fields=fields, geometry_type=GeometryType.NONE))
    odd.put([{"rowid": 1, **{name: f"value of {name}" for name in names}}])
    ensure_collection(odd.definition)
    republish("odd", by=None)
    assert features(odd)[0]["properties"] == {name: f"value of {name}" for name in names}


def test_four_hundred_columns_are_published(town: Any, enter: Callable[..., Any]) -> None:
    fields = tuple(Field(f"c{number}", FieldType.INTEGER, {"en": str(number)}) for number in range(400))
    wide = enter(register("wide", fields=fields, geometry_type=GeometryType.NONE))
    wide.put([{"rowid": 1, "c399": 5}])
    ensure_collection(wide.definition)
    assert republish("wide", by=None).added == 1
    assert features(wide)[0]["properties"]["c399"] == 5


def test_rows_that_lack_a_field_are_told_to_the_programmer(
    trees: Register, enter: Callable[..., Any]
) -> None:
    broken = replace(trees.definition, fields=(*FIELDS, Field("more", FieldType.TEXT, {"en": "More"})))
    enter(Register(broken, trees.source))
    with pytest.raises(BadDefinition, match="more"):
        republish(trees.name, by=None)


def test_areas_are_multipolygons_that_run_as_geojson_asks(town: Any, enter: Callable[..., Any]) -> None:
    areas = enter(register("areas", fields=(SPECIES,), geometry_type=GeometryType.AREA))
    areas.put(
        [
            {"rowid": 1, "geom": "POLYGON((0 0, 0 1, 1 1, 1 0, 0 0))"},
            {"rowid": 2, "geom": "POLYGON EMPTY"},
            {"rowid": 3, "geom": "POLYGON((0 80, 0 90, 10 90, 10 80, 0 80))"},
        ]
    )
    ensure_collection(areas.definition)
    republish("areas", by=None)
    square, nothing, polar = features(areas)
    assert square["geometry"]["type"] == "MultiPolygon"
    assert square["geometry"]["coordinates"][0][0][:2] == [[0, 0], [1, 0]]
    assert nothing["geometry"] is None
    assert polar["geometry"]["coordinates"][0][0][2][1] == 90


def test_a_failure_leaves_everything_as_it_was(forest: Register) -> None:
    before = forest.shelf()
    forest.put([{"rowid": 1, "species": "Δάφνη"}])
    with connection.cursor() as cursor:
        cursor.execute("ALTER TABLE source_test_trees RENAME COLUMN height TO gone")
    with pytest.raises(Exception, match="height"):
        republish(forest.name, by=None)
    assert forest.shelf() == before


POINTS = st.one_of(
    st.none(),
    st.tuples(st.floats(23.9, 24.1), st.floats(37.9, 38.1)),
    # Many on the same few spots, so that cells of the tiles' grid are shared.
    st.tuples(st.sampled_from([24.0, 24.00001, 24.001]), st.just(38.0)),
)
ROWS = st.dictionaries(
    st.integers(1, 30),
    st.fixed_dictionaries(
        {"geom": POINTS, "species": st.sampled_from(["Ελιά", "Πεύκο", None]), "girth": st.integers(0, 3)}
    ),
    max_size=20,
)


def as_rows(state: dict[int, dict[str, Any]]) -> list[dict[str, Any]]:
    return [
        {"rowid": rowid, **row, "geom": f"POINT({row['geom'][0]} {row['geom'][1]})" if row["geom"] else None}
        for rowid, row in state.items()
    ]


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(states=st.lists(ROWS, min_size=1, max_size=4))
def test_publishing_changes_gives_what_a_whole_republish_gives(
    town: Any, enter: Callable[..., Any], states: list[dict[int, dict[str, Any]]]
) -> None:
    fields = (SPECIES, GIRTH)
    step = enter(register("step", fields=fields, tile_priority="girth"))
    whole = enter(register("whole", fields=fields, tile_priority="girth"))
    for each in (step, whole):
        ensure_collection(each.definition)
        republish(each.name, by=None)
    for state in states:
        for each in (step, whole):
            each.create().put(as_rows(state))
        publish_rows("step", list(range(1, 31)), by=None)
        ensure_collection(whole.definition)
        with connection.cursor() as cursor:
            cursor.execute("TRUNCATE shelf_whole")
        republish("whole", by=None)
        assert step.shelf(
            "rowid", "feature", "geom", "geom_web", "min_zoom", "species", "girth"
        ) == whole.shelf("rowid", "feature", "geom", "geom_web", "min_zoom", "species", "girth")
        stands = collection("step")
        with connection.cursor() as cursor:
            measured = count_and_extent(cursor, "step")
        assert (stands.row_count, tuple(stands.extent) if stands.extent else None) == measured
