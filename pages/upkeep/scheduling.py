"""Publishing and taking back what is due: Wagtail's `publish_scheduled`, page by page, so that one that fails stops
no other."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import timezone
from wagtail.models import Page, Revision

log = logging.getLogger(__name__)


def publish_due() -> str:
    """Takes back what has expired, then publishes what is to go live; how many of each, empty for none."""
    now = timezone.now()
    gone = _each(Page.objects.filter(live=True, expire_at__lte=now).order_by("expire_at", "pk"), _expire)
    due = Revision.objects.filter(approved_go_live_at__lte=now).order_by("approved_go_live_at", "pk")
    live = _each(due, _go_live)
    return f"{live} published, {gone} taken back" if live or gone else ""


def _expire(page: Page) -> None:
    page.specific.unpublish(set_expired=True, log_action="wagtail.unpublish.scheduled")


def _go_live(revision: Revision) -> None:
    revision.publish(log_action="wagtail.publish.scheduled")


def _each(rows: Iterable[Any], act: Callable[[Any], None]) -> int:
    done = 0
    for row in list(rows):
        try:
            with transaction.atomic():
                act(row)
        except Exception:
            log.exception("What was due could not be done: %s", row)
        else:
            done += 1
    return done
