"""The database holds the invariants even when the code is wrong: statements that go past every verb."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, connection, transaction

from tests.factories.trees import make_site, make_species, make_tree

pytestmark = pytest.mark.django_db


def refuse(constraint: str, statement: str, *parameters: object) -> None:
    with (
        pytest.raises(IntegrityError, match=constraint),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement, parameters)


def test_two_trees_cannot_stand_in_one_site() -> None:
    tree = make_tree()
    refuse(
        "trees_one_standing_at_a_site",
        """INSERT INTO maps_trees_tree (site_id, species_as_given, girth_precision, diameter_class, height_precision,
           height_class, condition, protected, protection_notes, removal_reason, source, source_ref, changed_at)
           VALUES (%s, '', 'measured', '', 'measured', '', 'good', false, '{}', '', '', '', now())""",
        tree.site_id,
    )


@pytest.mark.parametrize(
    ("constraint", "values"),
    [
        (
            "trees_felled_after_planting",
            "planted_on = '2020-01-02', removed_on = '2020-01-01', removal_reason = 'storm'",
        ),
        ("trees_reason_with_felling", "removed_on = '2020-01-01'"),
        ("trees_reason_with_felling", "removal_reason = 'storm'"),
        ("trees_girth_in_limits", "girth_cm = 0"),
        ("trees_girth_in_limits", "girth_cm = -5"),
        ("trees_girth_in_limits", "girth_cm = 4000.1"),
        ("trees_height_in_limits", "height_m = 0"),
        ("trees_height_in_limits", "height_m = 120.1"),
    ],
)
def test_a_tree_that_cannot_be_is_refused(constraint: str, values: str) -> None:
    refuse(constraint, f"UPDATE maps_trees_tree SET {values} WHERE id = %s", make_tree().pk)


def test_a_source_tells_of_a_site_once() -> None:
    make_site(source="survey", source_ref="7")
    other = make_site(source="survey", source_ref="8")
    refuse(
        "trees_site_source_once",
        "UPDATE maps_trees_plantingsite SET source_ref = '7' WHERE id = %s",
        other.pk,
    )


def test_a_botanical_name_is_there_once_however_it_is_typed() -> None:
    make_species("Olea europaea")
    other = make_species("Quercus ilex")
    refuse(
        "botanical_folded",
        "UPDATE maps_trees_species SET botanical = 'OLEA  EUROPÁEA' WHERE id = %s",
        other.pk,
    )


def test_a_species_without_a_name_is_refused() -> None:
    species = make_species()
    refuse("trees_species_named", "UPDATE maps_trees_species SET botanical = '' WHERE id = %s", species.pk)


def test_the_diameter_follows_from_the_girth() -> None:
    tree = make_tree()
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE maps_trees_tree SET girth_cm = 314.2 WHERE id = %s RETURNING diameter_cm", [tree.pk]
        )
        assert float(cursor.fetchone()[0]) == 100.0
