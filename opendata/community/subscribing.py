"""Writes: who is told of changes of a dataset, and what there is to tell."""

from __future__ import annotations

from datetime import timedelta

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from cms.audit.actions import record
from opendata.catalog.models import Dataset
from opendata.community.choices import NoticeKind
from opendata.community.mailing import mail_link
from opendata.community.models import Notice, Subscription
from opendata.community.tasks import tell_subscribers
from opendata.community.wording import facts_of
from opendata.tables.breaking import Breaking

Person = AbstractBaseUser | AnonymousUser | None

# Links that one address is mailed within an hour, whoever asks for them, and for how many datasets.
MOST_LINKS = 3
HOUR = timedelta(hours=1)


@transaction.atomic
def subscribe(dataset: Dataset, *, email: str, language: str) -> None:
    """Mails a link that confirms. Says nothing of whether the address was known: others may ask with it too."""
    with connection.cursor() as cursor:
        # One at a time for an address: the limit is counted, and a second row would break the constraint.
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"links-{email.lower()}"])
    now = timezone.now()
    known = Subscription.objects.of_address(email)
    if known.mailed_since(now - HOUR).count() >= MOST_LINKS:
        return
    subscription = known.filter(dataset=dataset).first()
    if subscription is None:
        subscription = Subscription(dataset=dataset, email=email)
    elif subscription.mailed_at is not None and subscription.mailed_at > now - HOUR:
        return
    if not subscription.is_confirmed:
        subscription.language, subscription.asked_at = language, now
    subscription.mailed_at = now
    subscription.save()
    mail_link(subscription)


@transaction.atomic
def confirm_subscription(dataset: Dataset, secret: str) -> Subscription | None:
    """From now on its address is told. None where nobody asked, or so long ago that it was forgotten."""
    subscription: Subscription | None = (
        Subscription.objects.select_for_update().filter(dataset=dataset, secret=secret).first()
    )
    if subscription is not None and not subscription.is_confirmed:
        subscription.confirmed_at = timezone.now()
        subscription.save(update_fields=["confirmed_at"])
    return subscription


@transaction.atomic
def stop_subscription(secret: str) -> bool:
    """The address is forgotten. False where it was not known; to whoever asks that is the same."""
    count, _by_model = Subscription.objects.filter(secret=secret).delete()
    return bool(count)


@transaction.atomic
def drop_subscription(subscription: Subscription, *, by: Person) -> None:
    """Staff do it for somebody who asks them to. The log of deeds does not keep the address."""
    record("stopped a subscription", subscription.dataset, by=by)
    subscription.delete()


@transaction.atomic
def note_columns(dataset: Dataset, change: Breaking) -> None:
    """Writes down what is to be told, in the transaction of the change."""
    _note(dataset, NoticeKind.COLUMNS, facts_of(change))


@transaction.atomic
def note_withdrawal(dataset: Dataset) -> None:
    """The same for a dataset that is no longer open."""
    _note(dataset, NoticeKind.WITHDRAWN, {})


def _note(dataset: Dataset, kind: NoticeKind, facts: dict[str, object]) -> None:
    if not Subscription.objects.confirmed().filter(dataset=dataset).exists():
        return
    Notice.objects.create(dataset=dataset, kind=kind, facts=facts)
    tell_subscribers.enqueue(dataset.pk)
