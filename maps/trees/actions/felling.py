"""The end of a tree, and the next one in its place."""

from __future__ import annotations

from datetime import date
from typing import Unpack

from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from maps.trees.actions.planting import TreeFacts, lock_tree, plant_tree
from maps.trees.actions.publishing import Person, publish
from maps.trees.choices import RemovalReason
from maps.trees.errors import DayInFuture, RemovedBeforePlanted, TreeFelled, TreeStands
from maps.trees.models import Tree


@transaction.atomic
def fell_tree(tree: Tree, *, on: date, reason: str, by: Person) -> Tree:
    """Records that a tree stands no more; its site is vacant. Raises TreeFelled, DayInFuture,
    RemovedBeforePlanted."""
    locked = lock_tree(tree)
    if not locked.stands:
        raise TreeFelled
    if on > timezone.localdate():
        raise DayInFuture
    if locked.planted_on is not None and on < locked.planted_on:
        raise RemovedBeforePlanted
    locked.removed_on = on
    locked.removal_reason = RemovalReason(reason)
    locked.save(update_fields=["removed_on", "removal_reason", "changed_at"])
    record("tree.felled", locked, by=by, changes={"on": on, "reason": reason, "protected": locked.protected})
    publish(trees=[locked.pk], sites=[locked.site_id], by=by)
    return locked


@transaction.atomic
def replant_tree(felled: Tree, *, by: Person, **facts: Unpack[TreeFacts]) -> Tree:
    """Plants a new tree where this one stood. Raises TreeStands, and what plant_tree raises."""
    locked = lock_tree(felled)
    if locked.stands:
        raise TreeStands
    return plant_tree(locked.site, by=by, **facts)
