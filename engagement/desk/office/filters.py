"""Narrowing the queue."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from typing import Any

import django_filters
from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from cms.accounts.models import Department
from engagement.cases.choices import CaseState
from engagement.cases.models import Case
from engagement.eservices.models import Service
from maps.places.models import District

# A day after it may not exist.
LAST_YEAR = 9_000
EVERY: Any = pgettext_lazy("whatever it is", "All")


class CaseFilterSet(django_filters.FilterSet):
    """Text, state, service, department, district, from and until."""

    q = django_filters.CharFilter(method="search", label=_("Protocol number or name"))
    # No case comes twice for its state: without DISTINCT the index gives a page in order.
    state = django_filters.MultipleChoiceFilter(
        choices=CaseState.choices, label=_("State"), widget=forms.CheckboxSelectMultiple, distinct=False
    )
    service = django_filters.ModelChoiceFilter(
        queryset=Service.objects.all(), label=_("Service"), empty_label=EVERY
    )
    department = django_filters.ModelChoiceFilter(
        queryset=Department.objects.all(), label=_("Department"), empty_label=EVERY
    )
    district = django_filters.ModelChoiceFilter(
        queryset=District.objects.defer("area"), label=_("District"), empty_label=EVERY
    )
    since = django_filters.DateFilter(
        method="received_since", label=_("Received from"), widget=forms.DateInput(attrs={"type": "date"})
    )
    until = django_filters.DateFilter(
        method="received_until", label=_("until"), widget=forms.DateInput(attrs={"type": "date"})
    )

    class Meta:
        model = Case
        fields: list[str] = []

    def received_since(self, cases: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """From the first moment of a day. Moments, not days, are compared: the index holds moments."""
        return cases.filter(submitted_at__gte=_beginning_of(day))

    def received_until(self, cases: QuerySet[Any], _name: str, day: date) -> QuerySet[Any]:
        """That day included."""
        if day.year > LAST_YEAR:
            return cases
        return cases.filter(submitted_at__lt=_beginning_of(day + timedelta(days=1)))

    def search(self, cases: QuerySet[Any], _name: str, text: str) -> QuerySet[Any]:
        """A number finds its case; words find names that begin so."""
        if any(letter.isdigit() for letter in text):
            whole: Any = cases
            found: QuerySet[Any] = (
                whole.at(text) if "/" in text or "-" in text else cases.filter(number=_number(text))
            )
            return found
        return cases.filter(applicant_name__istartswith=text.strip())


def _beginning_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


def _number(text: str) -> int:
    digits = "".join(letter for letter in text if letter.isascii() and letter.isdigit())[:9]
    return int(digits or 0)
