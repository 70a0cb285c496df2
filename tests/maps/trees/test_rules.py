"""Who may do what, as tables."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.contrib.auth.models import AnonymousUser, Group, Permission

from maps.trees import actions, rules
from tests.factories.trees import make_site, make_species, make_tree

pytestmark = pytest.mark.django_db

PEOPLE = ("nobody", "resident", "reader", "gardener", "forester", "inactive")
RIGHTS: dict[str, list[str]] = {
    "resident": [],
    "reader": ["view_tree"],
    "gardener": ["add_tree", "change_tree"],
    "forester": ["add_tree", "change_tree", "fell_protected_tree", "add_plantingsite", "add_species"],
    "inactive": ["add_tree", "change_tree", "fell_protected_tree"],
}


def person(kind: str) -> Any:
    if kind == "nobody":
        return AnonymousUser()
    user = get_user_model().objects.create_user(f"{kind}@town.test")
    rights = RIGHTS[kind]
    user.user_permissions.set(Permission.objects.filter(codename__in=rights))
    user.is_active = kind != "inactive"
    user.save()
    return user


@pytest.mark.parametrize(
    ("kind", "sees", "plants", "updates", "fells", "fells_protected", "imports"),
    [
        ("nobody", False, False, False, False, False, False),
        ("resident", False, False, False, False, False, False),
        ("reader", True, False, False, False, False, False),
        ("gardener", True, True, True, True, False, False),
        ("forester", True, True, True, True, True, True),
        ("inactive", False, False, False, False, False, False),
    ],
)
def test_rights_of_each_kind_of_person(  # noqa: PLR0917 (a truth table has a column for each right)
    kind: str, sees: bool, plants: bool, updates: bool, fells: bool, fells_protected: bool, imports: bool
) -> None:
    user = person(kind)
    tree, protected = make_tree(), make_tree(protected=True)
    assert rules.may_see_register(user) is sees
    assert rules.may_plant_tree(user) is plants
    assert rules.may_update_tree(user, tree) is updates
    assert rules.may_fell_tree(user, tree) is fells
    assert rules.may_fell_tree(user, protected) is fells_protected
    assert rules.may_import_trees(user) is imports


@pytest.mark.parametrize(
    ("group", "plants", "fells_protected", "imports"),
    [
        ("Editors", False, False, False),
        ("Officers", True, False, False),
        ("Data stewards", True, False, True),
        ("Administrators", True, True, True),
    ],
)
def test_rights_that_a_new_municipality_gives_each_group(
    group: str, plants: bool, fells_protected: bool, imports: bool
) -> None:
    user = get_user_model().objects.create_user("someone@town.test")
    user.groups.add(Group.objects.get(name=group))
    assert rules.may_plant_tree(user) is plants
    assert rules.may_fell_tree(user, make_tree(protected=True)) is fells_protected
    assert rules.may_import_trees(user) is imports


def test_the_record_of_a_felled_tree_is_closed_even_for_an_administrator(administrator: Any) -> None:
    tree = make_tree()
    felled = actions.fell_tree(tree, on=date(2024, 1, 1), reason="storm", by=None)
    assert not rules.may_update_tree(administrator, felled)
    assert not rules.may_fell_tree(administrator, felled)
    assert rules.may_replant(administrator, felled.site)


def test_history_and_used_species_cannot_be_removed(administrator: Any) -> None:
    species = make_species()
    tree = make_tree(species=species)
    assert not rules.may_remove_site(administrator, tree.site)
    assert not rules.may_remove_species(administrator, species)
    assert not rules.may_replant(administrator, tree.site)
    assert rules.may_remove_site(administrator, make_site())
    assert rules.may_remove_species(administrator, make_species())
