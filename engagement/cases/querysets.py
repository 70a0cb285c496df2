"""Reads of cases."""

from __future__ import annotations

from datetime import date
from typing import Any, Self

from django.contrib.auth import get_user_model
from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from engagement.cases.choices import OPEN_STATES


def away_for(person: Any, day: date | None = None) -> list[int]:
    """Ids of those who are away on a day (today), and for whom this person stands in."""
    if not getattr(person, "is_authenticated", False):
        return []
    day = day or timezone.localdate()
    people: Any = get_user_model().objects
    away = people.filter(
        absences__substitute=person, absences__begins_on__lte=day, absences__ends_on__gte=day
    )
    return list(away.values_list("pk", flat=True).distinct())


class CaseQuerySet(models.QuerySet[Any]):
    """Cases."""

    def open(self) -> Self:
        """Those about which an officer still has to do something."""
        return self.filter(state__in=OPEN_STATES)

    def due_before(self, day: date) -> Self:
        """Open ones promised before a day."""
        return self.open().filter(due_on__lt=day)

    def of_department(self, department_id: int | None) -> Self:
        """Those of a department."""
        return self.filter(department_id=department_id) if department_id else self.none()

    def by_deadline(self) -> Self:
        """The most urgent first; those without a deadline last, the oldest first."""
        return self.order_by(F("due_on").asc(nulls_last=True), "submitted_at", "pk")

    def with_names(self) -> Self:
        """With what a list shows beside the case."""
        return self.select_related("service", "department", "assignee")

    def visible_to(self, user: Any) -> Self:
        """Those that somebody of the staff may see: of the own department, or all for those who supervise."""
        if not user.is_authenticated or not user.has_perm("engagement_cases.view_case"):
            return self.none()
        if user.has_perm("engagement_cases.supervise_case"):
            return self.all()
        # Two plain lists, so that the indexes are used: hardly anybody stands in for more than one or two.
        own = Q(assignee__in=[user.pk, *away_for(user)])
        if user.department_id is None:
            return self.filter(own)
        return self.filter(Q(department_id=user.department_id) | own)

    def at(self, protocol: str) -> Self:
        """The case of a protocol number as people write it: 2026/000123, 2026/123, 2026-123."""
        year, _slash, number = protocol.strip().replace("-", "/").partition("/")
        if not (year.isascii() and year.isdigit() and number.isascii() and number.isdigit()):
            return self.none()
        if len(year) > 4 or len(number) > 9:
            return self.none()
        return self.filter(year=int(year), number=int(number))


class EntryQuerySet(models.QuerySet[Any]):
    """Entries of timelines."""

    def public(self) -> Self:
        """What the applicant sees."""
        return self.filter(is_public=True)


class AbsenceQuerySet(models.QuerySet[Any]):
    """Absences."""

    def on(self, day: date) -> Self:
        """Those of a day."""
        return self.filter(begins_on__lte=day, ends_on__gte=day)

    def overlapping(self, first: date, last: date) -> Self:
        """Those that share a day with a span."""
        return self.filter(begins_on__lte=last, ends_on__gte=first)

    def not_over(self, day: date) -> Self:
        """Those that last or are to come."""
        return self.filter(ends_on__gte=day)
