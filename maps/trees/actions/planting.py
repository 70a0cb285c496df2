"""Planting a tree, and correcting what is known of one."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from maps.trees.actions.publishing import Person, publish, set_fields
from maps.trees.errors import DayInFuture, PlantedBeforeFelling, SiteTaken, TreeFelled
from maps.trees.models import PlantingSite, Species, Tree


class TreeFacts(TypedDict, total=False):
    """What can be said of a tree. Girth in cm, height in m."""

    species: Species | None
    species_as_given: str
    girth_cm: Decimal | None
    girth_precision: str
    diameter_class: str
    height_m: Decimal | None
    height_precision: str
    height_class: str
    planted_on: date | None
    condition: str
    protected: bool
    protection_notes: dict[str, str]
    source: str
    source_ref: str


@transaction.atomic
def plant_tree(site: PlantingSite, *, by: Person, **facts: Unpack[TreeFacts]) -> Tree:
    """Puts a tree into a vacant site. Raises SiteTaken, DayInFuture or PlantedBeforeFelling."""
    locked = lock_site(site)
    if locked.trees.standing().exists():
        raise SiteTaken
    _check_planting_day(locked, facts.get("planted_on"))
    tree = Tree(site=locked, **facts)
    tree.save()
    record("tree.planted", tree, by=by, changes={"site": locked.pk, "species": tree.species_name})
    publish(trees=[tree.pk], sites=[locked.pk], by=by)
    return tree


@transaction.atomic
def update_tree(tree: Tree, *, by: Person, **facts: Unpack[TreeFacts]) -> Tree:
    """Corrects a standing tree; what is not named stays. Raises TreeFelled, DayInFuture or
    PlantedBeforeFelling."""
    locked = lock_tree(tree)
    if not locked.stands:
        raise TreeFelled
    if "planted_on" in facts:
        _check_planting_day(locked.site, facts["planted_on"])
    changes = set_fields(locked, dict[str, Any](facts))
    if changes:
        locked.save()
        record("tree.changed", locked, by=by, changes=changes)
        publish(trees=[locked.pk], by=by)
    return locked


def lock_site(site: PlantingSite) -> PlantingSite:
    """The site's row as it is now, held until the transaction ends: a site's trees are counted under this
    lock."""
    locked: PlantingSite = PlantingSite.objects.select_for_update(of=("self",)).get(pk=site.pk)
    return locked


def lock_tree(tree: Tree) -> Tree:
    """The tree's row as it is now, held until the transaction ends."""
    locked: Tree = (
        Tree.objects.select_for_update(of=("self",)).select_related("species", "site").get(pk=tree.pk)
    )
    return locked


def _check_planting_day(site: PlantingSite, planted_on: date | None) -> None:
    if planted_on is None:
        return
    if planted_on > timezone.localdate():
        raise DayInFuture
    if site.trees.felled().filter(removed_on__gt=planted_on).exists():
        raise PlantedBeforeFelling
