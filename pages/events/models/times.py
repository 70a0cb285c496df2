"""The times at which an event takes place, and what calendars were told of it."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from cms.kit.retention import Retention
from pages.events.models.page import EventPage
from pages.events.querysets import EventTimeQuerySet


class EventTime(models.Model):
    """One time at which an event takes place. Follows from its page at each publication."""

    retention = Retention.lasting("Times of published events; they go with their page.")

    event = models.ForeignKey(
        EventPage, verbose_name=_("event"), on_delete=models.CASCADE, related_name="times"
    )
    starts = models.DateTimeField(_("begins at"))
    ends = models.DateTimeField(_("ends at"))

    objects = EventTimeQuerySet.as_manager()

    class Meta:
        verbose_name = _("time of an event")
        verbose_name_plural = _("times of events")
        ordering = ("starts", "pk")
        indexes = [models.Index(fields=["starts", "ends"], name="events_time_span")]
        constraints = [
            models.UniqueConstraint(fields=["event", "starts"], name="events_time_once"),
            models.CheckConstraint(condition=Q(ends__gte=F("starts")), name="events_time_ends"),
        ]

    def __str__(self) -> str:
        return f"{self.event}: {self.starts:%Y-%m-%d %H:%M}"


class CalendarEntry(models.Model):
    """What calendars were told of an event: a number that rises with each change they must take over (RFC 5545)."""

    retention = Retention.lasting("Numbers of published events; they go with their page.")

    event = models.OneToOneField(
        EventPage, verbose_name=_("event"), on_delete=models.CASCADE, related_name="entry"
    )
    sequence = models.PositiveIntegerField(_("number of the change"), default=0)
    fingerprint = models.CharField(_("what was told"), max_length=64)
    changed_at = models.DateTimeField(_("changed at"), default=timezone.now)

    class Meta:
        verbose_name = _("entry of calendars")
        verbose_name_plural = _("entries of calendars")

    def __str__(self) -> str:
        return f"{self.event} ({self.sequence})"
