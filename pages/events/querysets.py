"""Reads of events and of the times at which they take place."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet


class EventPageQuerySet(PageQuerySet):
    """Events."""

    def lasting_until(self, moment: datetime) -> Self:
        """Those that take place at or after a moment."""
        lasting: Self = self.filter(models.Exists(self._times().filter(ends__gte=moment)))
        return lasting

    def _times(self) -> models.QuerySet[Any]:
        times: models.QuerySet[Any] = self.model._meta.get_field("times").related_model.objects.all()
        return times.filter(event=models.OuterRef("pk"))


EventPageManager = PageManager.from_queryset(EventPageQuerySet)


class EventTimeQuerySet(models.QuerySet[Any]):
    """Times of events."""

    def public_below(self, page: Page) -> Self:
        """Those of the public events right below a page, with all that a list shows of them."""
        hidden = PageViewRestriction.objects.values_list("page__path", flat=True)
        events = self.filter(event__path__startswith=page.path, event__depth=page.depth + 1, event__live=True)
        for path in hidden:
            events = events.exclude(event__path__startswith=path)
        return events.select_related("event", "event__locale", "event__office", "event__picture")

    def to_come(self, now: datetime) -> Self:
        """Those that are not over, the next first."""
        return self.filter(models.Q(ends__gt=now) | models.Q(starts__gte=now)).order_by("starts", "pk")

    def next_of_each(self, now: datetime) -> Self:
        """The next time of each event only: what repeats every week would fill the list."""
        of_same: models.QuerySet[Any] = self.model._default_manager.filter(event=models.OuterRef("event"))
        coming = of_same.filter(models.Q(ends__gt=now) | models.Q(starts__gte=now)).order_by("starts", "pk")
        return self.to_come(now).filter(pk=models.Subquery(coming.values("pk")[:1]))

    def over(self, now: datetime) -> Self:
        """Those that are over, the last first."""
        return self.filter(ends__lte=now, starts__lt=now).order_by("-starts", "-pk")

    def between(self, start: datetime, end: datetime) -> Self:
        """Those of which a part lies in the span, in order."""
        inside = models.Q(ends__gt=start) | models.Q(starts__gte=start)
        return self.filter(inside, starts__lt=end).order_by("starts", "pk")
