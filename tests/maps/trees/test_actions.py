"""Planting, felling, replanting, moving: the history of a place, and what is published at each step."""

from __future__ import annotations

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.db import connection
from django.utils import timezone

from cms.audit.models import Deed
from maps.places.actions import load_districts
from maps.places.contract import DistrictRow
from maps.places.models import Street
from maps.trees import actions, errors
from maps.trees.models import PlantingSite, Tree
from tests.factories.places import EAST, make_places
from tests.factories.trees import make_site, make_species, make_tree

pytestmark = pytest.mark.django_db


def published(name: str) -> dict[int, dict[str, Any]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM shelf_{name}")
        names = [column.name for column in cursor.description]
        rows = [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]
    return {row["rowid"]: row for row in rows}


def test_a_planted_tree_is_published_with_its_species_and_district() -> None:
    make_places()
    species = make_species("Olea europaea", name_el="Ελιά", name_en="Olive")
    tree = make_tree(make_site(address="Ηρώων 12"), species=species, girth_cm=Decimal(100))
    row = published("trees")[tree.pk]
    assert (row["species_botanical"], row["species_el"], row["district"]) == ("Olea europaea", "Ελιά", "west")
    assert (row["address"], row["girth_quality"], row["condition"]) == ("Ηρώων 12", "measured", "unknown")
    assert float(row["diameter_cm"]) == 31.8


def test_a_site_takes_one_tree_at_a_time() -> None:
    tree = make_tree()
    with pytest.raises(errors.SiteTaken):
        actions.plant_tree(tree.site, by=None)
    assert Tree.objects.count() == 1


def test_history_survives_felling_and_replanting() -> None:
    first = make_tree(planted_on=date(1990, 1, 1))
    actions.fell_tree(first, on=date(2020, 5, 1), reason="storm", by=None)
    assert first.site_id in published("planting_sites")
    assert first.pk not in published("trees")
    second = actions.replant_tree(first, by=None, planted_on=date(2021, 3, 1))
    history = list(first.site.trees.latest_first())
    assert history == [second, first]
    assert first.site_id not in published("planting_sites")
    assert second.pk in published("trees")


def test_a_standing_tree_is_not_replanted() -> None:
    with pytest.raises(errors.TreeStands):
        actions.replant_tree(make_tree(), by=None)


def test_a_new_tree_cannot_be_older_than_the_felling_before_it() -> None:
    first = make_tree()
    actions.fell_tree(first, on=date(2020, 5, 1), reason="storm", by=None)
    with pytest.raises(errors.PlantedBeforeFelling):
        actions.replant_tree(first, by=None, planted_on=date(2020, 4, 30))


@pytest.mark.parametrize(
    ("day", "error"),
    [
        (date(2009, 12, 31), errors.RemovedBeforePlanted),
        (timezone.localdate() + timedelta(days=1), errors.DayInFuture),
    ],
)
def test_a_felling_has_a_possible_day(day: date, error: type[Exception]) -> None:
    tree = make_tree(planted_on=date(2010, 1, 1))
    with pytest.raises(error):
        actions.fell_tree(tree, on=day, reason="works", by=None)
    assert Tree.objects.get().stands


def test_a_felled_tree_is_neither_felled_again_nor_changed() -> None:
    tree = make_tree()
    actions.fell_tree(tree, on=date(2020, 1, 1), reason="works", by=None)
    with pytest.raises(errors.TreeFelled):
        actions.fell_tree(tree, on=date(2020, 1, 2), reason="works", by=None)
    with pytest.raises(errors.TreeFelled):
        actions.update_tree(tree, by=None, condition="good")


def test_a_change_is_one_deed_that_names_before_and_after(administrator: Any) -> None:
    tree = make_tree(condition="good")
    actions.update_tree(tree, by=administrator, condition="poor")
    deed = Deed.objects.get(verb="tree.changed")
    assert (deed.by, deed.changes) == (administrator, {"condition": ["good", "poor"]})


def test_a_change_of_nothing_is_no_deed() -> None:
    tree = make_tree(condition="good")
    actions.update_tree(tree, by=None, condition="good")
    assert not Deed.objects.filter(verb="tree.changed").exists()


def test_a_moved_site_takes_its_tree_and_finds_its_district() -> None:
    make_places()
    tree = make_tree(make_site(25.05, 40.65))
    actions.move_site(tree.site, Point(25.15, 40.65, srid=4326), by=None)
    assert published("trees")[tree.pk]["district"] == "east"
    assert PlantingSite.objects.in_district("east").get() == tree.site


@pytest.mark.parametrize(("longitude", "latitude"), [(0, 0), (181, 40), (25, 91), (25, -90.1)])
def test_a_site_lies_on_the_earth(longitude: float, latitude: float) -> None:
    with pytest.raises(errors.OutsideTheWorld):
        make_site(longitude, latitude)


@pytest.mark.django_db(transaction=True)
def test_new_districts_are_found_for_all_sites() -> None:
    site = make_site(25.15, 40.65)
    assert site.district is None
    load_districts([DistrictRow("new", {"en": "New"}, EAST)], by=None)
    site.refresh_from_db()
    assert site.district is not None
    assert site.district.code == "new"


def test_a_renamed_species_is_published_with_its_trees() -> None:
    species = make_species(name_en="Olive")
    tree = make_tree(species=species)
    actions.update_species(species, by=None, name_en="Olive tree")
    assert published("trees")[tree.pk]["species_en"] == "Olive tree"


def test_a_species_is_known_however_it_is_typed() -> None:
    make_species("Olea europaea")
    with pytest.raises(errors.SpeciesKnown):
        make_species("ÓLEA  europaea")


def test_querysets_tell_standing_felled_vacant_and_protected_apart() -> None:
    standing, protected = make_tree(), make_tree(protected=True)
    felled = make_tree()
    actions.fell_tree(felled, on=date(2020, 1, 1), reason="dead", by=None)
    vacant = make_site()
    assert set(Tree.objects.standing()) == {standing, protected}
    assert list(Tree.objects.felled()) == [felled]
    assert list(Tree.objects.protected()) == [protected]
    assert set(PlantingSite.objects.vacant()) == {vacant, felled.site}
    assert set(PlantingSite.objects.occupied()) == {standing.site, protected.site}


def test_the_english_address_is_published_and_follows_the_street_where_none_is_written() -> None:
    make_places()
    heroes = Street.objects.get(code="heroes")
    written = make_tree(make_site(address="Πάρκο", english_address="The Park"))
    on_street = make_tree(make_site(address="Οδός Ηρώων 12", street=heroes, house_number="12"))
    unknown = make_tree(make_site(address="Κάπου"))
    rows = published("trees")
    assert [rows[tree.pk]["address_en"] for tree in (written, on_street, unknown)] == [
        "The Park",
        f"{heroes.names['en']} 12",
        None,
    ]
    assert rows[unknown.pk]["address"] == "Κάπου"
