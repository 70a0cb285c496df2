"""Asking for files. Making them is the worker's (building.py)."""

from __future__ import annotations

from datetime import datetime
from functools import partial

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from opendata.exports.files import sweep
from opendata.exports.models import Export, Order
from opendata.exports.policy import is_published_whole, policy
from opendata.exports.tasks import build_files
from opendata.tables.models import Collection


@transaction.atomic
def order_files(collection_id: int, *, at_once: bool = False) -> None:
    """New files after a moment of quiet, and not sooner than the policy's interval after the last ones.

    One order stands for all publications until then: a burst of edits costs one query each. `at_once`: of a table
    that is published whole, where no further edits are to come; a standing order is moved forward.
    """
    if not at_once:
        if not Order.objects.filter(collection_id=collection_id).exists():
            _order(collection_id, _earliest(collection_id, asked=False))
        return
    now = timezone.now()
    order = Order.objects.filter(collection_id=collection_id).first()
    if order is None:
        _order(collection_id, now)
    elif order.due_at > now:
        _move_to(order, now)


@transaction.atomic
def hurry_files(collection_id: int) -> None:
    """Somebody waits for a file: the standing order is moved forward, or one is made; lost work is taken up."""
    now, patience = timezone.now(), policy().lost_after
    Collection.objects.select_for_update(of=("self",)).get(pk=collection_id)
    unfinished = Export.objects.filter(collection_id=collection_id).unfinished()
    if unfinished.exists():
        if unfinished.still_since(now - patience).update(moved_at=now):
            build_files.enqueue(collection_id)
        return
    due = _earliest(collection_id, asked=True)
    order = Order.objects.filter(collection_id=collection_id).first()
    if order is None:
        _order(collection_id, due)
    elif order.due_at > due or order.due_at < now - patience:
        _move_to(order, due)


@transaction.atomic
def remove_files(collection: Collection) -> None:
    """All of a collection's files, from the disk once this is sure. New ones are ordered, without the interval."""
    Export.objects.filter(collection=collection).delete()
    Order.objects.filter(collection=collection).delete()
    order_files(collection.pk, at_once=is_published_whole(collection))
    transaction.on_commit(partial(sweep, collection))


def _order(collection_id: int, due: datetime) -> None:
    Order.objects.create(collection_id=collection_id, due_at=due)
    build_files.using(run_after=due).enqueue(collection_id)


def _move_to(order: Order, due: datetime) -> None:
    order.due_at = due
    order.save()
    build_files.using(run_after=due).enqueue(order.collection_id)


def _earliest(collection_id: int, *, asked: bool) -> datetime:
    """When a build may begin."""
    rules, now = policy(), timezone.now()
    last: datetime | None = Export.objects.filter(collection_id=collection_id).aggregate(
        last=Max("built_at")
    )["last"]
    quiet = now if asked else now + rules.quiet
    if last is None:
        return quiet
    return max(quiet, last + (rules.asked_interval if asked else rules.interval))
