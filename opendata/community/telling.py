"""Telling subscribers what is noted of a dataset."""

from __future__ import annotations

from django.db import transaction
from django.utils import timezone

from opendata.community.mailing import mail_notices
from opendata.community.models import Notice, Subscription


@transaction.atomic
def tell(dataset_id: int) -> int:
    """Mails what is noted and not told yet, all or nothing: run again, or by two at once, it tells once."""
    notices = list(Notice.objects.untold().filter(dataset_id=dataset_id).select_for_update())
    if not notices:
        return 0
    subscriptions = Subscription.objects.confirmed().filter(dataset_id=dataset_id).select_related("dataset")
    count = 0
    for subscription in subscriptions.order_by("pk").iterator(chunk_size=500):
        mail_notices(subscription, notices)
        count += 1
    Notice.objects.filter(pk__in=[notice.pk for notice in notices]).update(
        told_at=timezone.now(), told_to=count
    )
    return count
