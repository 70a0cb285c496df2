"""Who may do what with the register. Reading what is published is everybody's right."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin

from maps.trees.models import PlantingSite, Species, Tree

Person = AbstractBaseUser | AnonymousUser


def _has(person: Person, permission: str) -> bool:
    return (
        isinstance(person, PermissionsMixin)
        and bool(getattr(person, "is_active", False))
        and person.has_perm(f"maps_trees.{permission}")
    )


def may_see_register(person: Person) -> bool:
    """Whoever may do anything in the register sees it in the admin."""
    return any(
        _has(person, f"{verb}_{noun}")
        for noun in ("tree", "plantingsite", "species")
        for verb in ("view", "add", "change", "delete")
    )


def may_plant_tree(person: Person) -> bool:
    """Staff who may add trees."""
    return _has(person, "add_tree")


def may_update_tree(person: Person, tree: Tree) -> bool:
    """Staff who may change trees; the record of a felled tree is closed."""
    return tree.stands and _has(person, "change_tree")


def may_fell_tree(person: Person, tree: Tree) -> bool:
    """Staff who may change trees; a protected one needs the right of its own."""
    return may_update_tree(person, tree) and (not tree.protected or _has(person, "fell_protected_tree"))


def may_replant(person: Person, site: PlantingSite) -> bool:
    """Staff who may add trees, where none stands."""
    return may_plant_tree(person) and not site.trees.standing().exists()


def may_add_site(person: Person) -> bool:
    """Staff who may add planting sites."""
    return _has(person, "add_plantingsite")


def may_change_site(person: Person) -> bool:
    """Staff who may change planting sites; moving one is a change."""
    return _has(person, "change_plantingsite")


def may_remove_site(person: Person, site: PlantingSite) -> bool:
    """Staff with that right, as long as no tree ever stood there: history stays."""
    return _has(person, "delete_plantingsite") and not site.trees.exists()


def may_add_species(person: Person) -> bool:
    """Staff who may add species."""
    return _has(person, "add_species")


def may_change_species(person: Person) -> bool:
    """Staff who may change species."""
    return _has(person, "change_species")


def may_remove_species(person: Person, species: Species) -> bool:
    """Staff with that right, as long as no tree is of that species."""
    return _has(person, "delete_species") and not species.trees.exists()


def may_import_trees(person: Person) -> bool:
    """Staff who may add trees, sites and species."""
    return may_plant_tree(person) and may_add_site(person) and may_add_species(person)
