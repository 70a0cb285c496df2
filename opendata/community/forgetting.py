"""What people sent is forgotten when its time is over (the models' `retention`)."""

from __future__ import annotations

from datetime import timedelta

from django.utils import timezone

from opendata.community.choices import ReuseState
from opendata.community.models import Notice, Question, Reuse, Subscription

# A link that nobody follows for a week was not asked for, or is no longer wanted.
CONFIRM_WITHIN = timedelta(days=7)


def forget_what_was_sent() -> str:
    """Questions, uses that are not shown, addresses of those that are, links that nobody followed."""
    now = timezone.now()
    counts = {
        "questions": Question.objects.filter(asked_at__lt=now - _keep(Question)).delete()[0],
        "uses": Reuse.objects.filter(sent_at__lt=now - _keep(Reuse))
        .exclude(state=ReuseState.APPROVED)
        .delete()[0],
        # What was made stays with the dataset; who sent it does not.
        "addresses of uses": Reuse.objects.filter(sent_at__lt=now - _keep(Reuse))
        .exclude(email="")
        .update(email=""),
        "subscriptions": Subscription.objects.waiting().filter(asked_at__lt=now - CONFIRM_WITHIN).delete()[0],
        "notices": Notice.objects.filter(at__lt=now - _keep(Notice)).delete()[0],
    }
    told = [f"{number} {what}" for what, number in counts.items() if number]
    return f"{', '.join(told) or 'nothing'} forgotten"


def _keep(model: type[Question | Reuse | Notice]) -> timedelta:
    assert model.retention.keep is not None
    return model.retention.keep
