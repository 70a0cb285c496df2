"""Which alerts are shown now, and when that changes. Asked on every page, so that the database is not."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.core.cache import cache
from django.http import HttpRequest
from django.utils import timezone
from wagtail.models import Page

from cms.kit.stamps import Stamp
from cms.kit.texts import in_language
from pages.alerts.choices import URGENCY, AlertKind
from pages.alerts.models import Alert
from pages.blocks.link import address_here, page_here

ALERTS_STAMP = Stamp("alerts-stamp")
REMEMBER_SECONDS = 3600


@dataclass(frozen=True)
class Known:
    """An alert as it is remembered."""

    kind: str
    titles: dict[str, str]
    texts: dict[str, str]
    page: int | None
    address: str
    starts: datetime
    ends: datetime | None

    def is_shown(self, now: datetime) -> bool:
        """From its start until just before its end."""
        return self.starts <= now and (self.ends is None or now < self.ends)


def known_alerts() -> list[Known]:
    """All that are not over yet; one query whenever they have changed."""
    key = f"alerts:{ALERTS_STAMP.current()}"
    known: list[Known] | None = cache.get(key)
    if known is None:
        rows = Alert.objects.not_over(timezone.now())
        known = [
            Known(row.kind, row.titles, row.texts, row.page_id, row.address, row.starts, row.ends)
            for row in rows
        ]
        cache.set(key, known, REMEMBER_SECONDS)
    return known


def site_alerts(_request: HttpRequest) -> list[dict[str, Any]]:
    """For the frame of every page, the most urgent first and the latest first among equals."""
    now = timezone.now()
    shown = [alert for alert in known_alerts() if alert.is_shown(now)]
    shown.sort(key=lambda alert: (URGENCY.index(AlertKind(alert.kind)), now - alert.starts))
    return [
        {
            "kind": alert.kind,
            "title": in_language(alert.titles),
            "text": in_language(alert.texts),
            "url": _address(alert),
        }
        for alert in shown
    ]


def _address(alert: Known) -> str:
    page = Page.objects.live().filter(pk=alert.page).first() if alert.page else None
    if page is not None:
        return str(page_here(page).url or "")
    return address_here(alert.address)


def next_turn() -> datetime | None:
    """The next moment at which an alert appears or disappears."""
    now = timezone.now()
    moments = [
        moment
        for alert in known_alerts()
        for moment in (alert.starts, alert.ends)
        if moment is not None and moment > now
    ]
    return min(moments, default=None)
