"""What follows a change of a municipality's settings."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.kit.workers import worker_started
from cms.municipalities.models import Domain, Municipality
from cms.municipalities.querysets import forget_hosts
from cms.municipalities.tasks import see_to_nightly_chores, see_to_rounds


@receiver(post_save, sender=Municipality)
def forget_after_settings(instance: Municipality, **_kwargs: Any) -> None:
    """The next request reads the settings anew; again after the commit, for one that read the old."""
    forget_hosts(instance)
    transaction.on_commit(lambda: forget_hosts(instance))


@receiver([post_save, post_delete], sender=Domain)
def forget_after_domain(instance: Domain, **_kwargs: Any) -> None:
    """A new or removed host name counts at once."""
    forget_hosts(instance.tenant, instance.domain)
    transaction.on_commit(lambda: forget_hosts(instance.tenant, instance.domain))


@receiver(worker_started)
def see_to_chores(**_kwargs: Any) -> None:
    """A worker that starts finds the night's chores and the next minute's rounds waiting."""
    see_to_nightly_chores()
    see_to_rounds()
