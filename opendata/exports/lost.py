"""Work whose task is no more, because its worker was killed."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from opendata.exports.models import Export, Order
from opendata.exports.policy import policy

RESCUE_AT_ONCE = 20


@transaction.atomic
def take_lost() -> list[int]:
    """Collections with work that nobody has touched for long; whoever takes them must make new tasks.

    One that is merely slow is among them too: its building lock keeps the second task from it.
    """
    now = timezone.now()
    since = now - policy().lost_after
    orders = Order.objects.filter(due_at__lt=since).select_for_update(skip_locked=True)
    files = Export.objects.unfinished().still_since(since).select_for_update(skip_locked=True)
    found = {order.collection_id for order in orders[:RESCUE_AT_ONCE]}
    found |= {export.collection_id for export in files[:RESCUE_AT_ONCE]}
    Order.objects.filter(collection_id__in=found, due_at__lt=since).update(due_at=now)
    Export.objects.filter(collection_id__in=found).unfinished().update(moved_at=now)
    return sorted(found)
