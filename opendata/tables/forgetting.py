"""How long earlier states of rows are kept: HISTORY_DAYS, in days."""

from __future__ import annotations

from datetime import timedelta

from django.conf import settings
from django.db.models import Max
from django.utils import timezone

from opendata.tables.actions import forget_history
from opendata.tables.models import Collection, Revision


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
