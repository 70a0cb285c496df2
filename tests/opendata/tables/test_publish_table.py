"""Tables that no register describes: ids by key, other forms, what would change told before it does."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import connection

from opendata.tables.actions import publish_table
from opendata.tables.comparing import compare_table
from opendata.tables.contract import CollectionDefinition, Field, GeometryType
from opendata.tables.errors import BadDefinition
from opendata.tables.models import Collection
from tests.factories.tables import GIRTH, HEIGHT, SPECIES, Register, stage

pytestmark = pytest.mark.django_db

Row = tuple[Any, ...]


def definition(*fields: Field, kind: GeometryType = GeometryType.POINT) -> CollectionDefinition:
    return CollectionDefinition(
        name="stops",
        titles={"en": "Stops"},
        descriptions={},
        fields=fields,
        geometry_type=kind,
        rows=lambda ids: pytest.fail("nobody reads a register"),
    )


def shelf(*columns: str) -> list[Row]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {', '.join(columns)} FROM shelf_stops ORDER BY rowid")
        return list(cursor.fetchall())


def test_a_key_keeps_its_id_also_when_it_comes_back(town: Any) -> None:
    form = definition(SPECIES)
    publish_table(form, stage([SPECIES], [("a", "POINT(1 1)", "x"), ("b", None, "y")]), by=None)
    publish_table(form, stage([SPECIES], [("c", "POINT(1 2)", "z"), ("b", None, "y2")]), by=None)
    assert shelf("rowid", "species") == [(2, "y2"), (3, "z")]
    difference = publish_table(
        form, stage([SPECIES], [("a", "POINT(1 1)", "x"), ("c", "POINT(1 2)", "z")]), by=None
    )
    assert shelf("rowid", "species") == [(1, "x"), (3, "z")]
    assert (difference.added, difference.changed, difference.removed) == (1, 0, 1)


def test_the_same_again_makes_no_revision(town: Any) -> None:
    rows = [("a", "POINT(1 1)", "x"), ("b", None, "y")]
    publish_table(definition(SPECIES), stage([SPECIES], rows), by=None)
    publish_table(definition(SPECIES), stage([SPECIES], rows[::-1]), by=None)
    assert Collection.objects.named("stops").get().revision == 1


@pytest.mark.parametrize("name", ["place", "points", "ranked", "standing", "cells", "given", "cx"])
def test_a_column_may_be_called_as_the_shelf_calls_something_of_its_own(town: Any, name: str) -> None:
    field = Field(name, SPECIES.type, {"en": "Place"})
    rows = [(str(at), f"POINT(23.{at} 38)", "x") for at in range(3)]
    publish_table(definition(field), stage([field], rows), by=None)
    publish_table(definition(field), stage([field], [*rows, ("n", "POINT(23.00001 38)", "y")]), by=None)
    assert [value for (value,) in shelf(f'"{name}"')] == ["x", "x", "x", "y"]


def test_an_empty_table_is_published_too(town: Any) -> None:
    publish_table(definition(SPECIES), stage([SPECIES], []), by=None)
    stands = Collection.objects.named("stops").get()
    assert (stands.revision, stands.row_count, stands.extent) == (1, 0, None)


def test_other_fields_are_a_new_revision_with_other_columns(town: Any) -> None:
    publish_table(definition(SPECIES, GIRTH), stage([SPECIES, GIRTH], [("a", None, "x", 5)]), by=None)
    publish_table(definition(SPECIES, HEIGHT), stage([SPECIES, HEIGHT], [("a", None, "x", 1.5)]), by=None)
    assert shelf("rowid", "species", "height") == [(1, "x", 1.5)]
    stands = Collection.objects.named("stops").get()
    assert ([one.name for one in stands.columns], stands.revision) == (["species", "height"], 2)


def test_a_register_is_not_overwritten_by_a_table(trees: Register) -> None:
    with pytest.raises(BadDefinition):
        publish_table(trees.definition, stage(trees.definition.fields, []), by=None)


def test_a_multipoint_of_one_is_a_point_on_the_shelf(town: Any) -> None:
    publish_table(definition(SPECIES), stage([SPECIES], [("a", "MULTIPOINT((3 4))", "x")]), by=None)
    assert shelf("ST_AsText(geom)") == [("POINT(3 4)",)]


def test_what_would_change_is_told_before_it_does(town: Any) -> None:
    before = [("a", "POINT(1 1)", "x", 1), ("b", "POINT(1 2)", "y", 2), ("c", None, "z", 3)]
    publish_table(definition(SPECIES, GIRTH), stage([SPECIES, GIRTH], before), by=None)
    after = [("b", "POINT(1 2)", "y", 9), ("c", "POINT(5 5)", "z", 3), ("d", None, "w", None)]
    told = compare_table(definition(SPECIES, GIRTH), stage([SPECIES, GIRTH], after))
    assert (told.added, told.changed, told.removed) == (1, 2, 1)
    assert [(one.key, dict(one.values), one.moved) for one in told.changed_rows] == [
        ("b", {"girth": (2, 9)}, False),
        ("c", {}, True),
    ]
    assert (dict(told.changed_in), told.moved) == ({"girth": 1}, 1)
    assert told.added_rows == [{"": "d", "species": "w", "girth": None}]
    assert told.removed_rows == [{"": "a", "species": "x", "girth": 1}]
    assert not told.is_breaking
    assert shelf("rowid", "girth") == [(1, 1), (2, 2), (3, 3)]


def test_lost_and_retyped_columns_are_told_as_breaking(town: Any) -> None:
    publish_table(definition(SPECIES, GIRTH), stage([SPECIES, GIRTH], [("a", None, "x", 5)]), by=None)
    text = Field("girth", SPECIES.type, {"en": "Girth"})
    told = compare_table(definition(text, HEIGHT), stage([text, HEIGHT], [("a", None, "5", 2.0)]))
    assert (told.new_fields, told.dropped_fields, told.retyped_fields) == (["height"], ["species"], ["girth"])
    assert told.is_breaking
    assert (told.added, told.changed, told.removed) == (0, 0, 0)


def test_rows_whose_value_another_type_does_not_take_are_counted(town: Any) -> None:
    before = [("a", None, "x", "7"), ("b", None, "y", "seven"), ("c", None, "z", None)]
    words = Field("girth", SPECIES.type, {"en": "Girth"})
    publish_table(definition(SPECIES, words), stage([SPECIES, words], before), by=None)
    after = [("a", None, "x", 7), ("b", None, "other", None), ("c", None, "other", None)]
    told = compare_table(definition(SPECIES, GIRTH), stage([SPECIES, GIRTH], after))
    assert (told.changed, told.kept, dict(told.changed_in)) == (2, 3, {"girth": 1, "species": 2})
    assert dict(told.changed_rows[0].values) == {"girth": ("seven", None), "species": ("y", "other")}


def test_a_new_collection_has_only_new_rows(town: Any) -> None:
    told = compare_table(definition(SPECIES), stage([SPECIES], [("a", None, "x")]))
    assert (told.added, told.changed, told.removed, told.new_fields) == (1, 0, 0, ["species"])
    assert told.added_rows == [{"": "a", "species": "x"}]
