"""When earlier states of rows are forgotten: after HISTORY_DAYS, or at once where they hold what became private."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from cms.audit.actions import record
from opendata.tables.actions import By, forget_history
from opendata.tables.models import Collection, Revision
from opendata.tables.signals import taken_back


def forget_old_history() -> str:
    """Of each collection, what only revisions older than the setting had; nothing where it is 0."""
    if not settings.HISTORY_DAYS:
        return "history is kept for ever"
    border = timezone.now() - timedelta(days=settings.HISTORY_DAYS)
    # The state at the border is the one of the last revision before it: that one can still be asked for.
    last = dict(
        Revision.objects.filter(at__lt=border)
        .values_list("collection")
        .annotate(last=Max("number"))
        .order_by()
    )
    dropped = sum(
        forget_history(collection.name, last[collection.pk])
        for collection in Collection.objects.select_related("dataset").filter(pk__in=list(last))
        if last[collection.pk] > collection.oldest_revision
    )
    return f"{dropped} earlier states of rows dropped"


@transaction.atomic
def take_back_history(name: str, *, by: By) -> int:
    """The present state alone can be asked for: all earlier ones, and all copies of rows, hold what is private now."""
    collection: Collection = Collection.objects.select_for_update(of=("self",)).get(dataset__name=name)
    dropped = forget_history(name, collection.revision)
    taken_back.send(sender=Collection, collection=collection)
    record("earlier states removed", collection, by=by, changes={"states": dropped})
    return dropped
