"""Narrowing the list of deeds."""

from __future__ import annotations

from typing import Any

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.accounts.models import User
from cms.audit.models import Deed


def people_with_deeds(_request: Any) -> Any:
    """Whoever did something that is in the log."""
    return User.objects.filter(pk__in=Deed.objects.values("by")).order_by("email")


class DeedFilterSet(WagtailFilterSet):
    """By time, person, deed and kind of thing."""

    at = django_filters.DateFromToRangeFilter(label=_("at"), widget=DateRangePickerWidget)
    by = django_filters.ModelChoiceFilter(label=_("by"), queryset=people_with_deeds)
    verb = django_filters.CharFilter(label=_("deed"), lookup_expr="icontains")
    subject_type = django_filters.CharFilter(label=_("kind"), lookup_expr="icontains")
    subject = django_filters.CharFilter(label=_("what"), lookup_expr="icontains")

    class Meta:
        model = Deed
        fields = ("at", "by", "verb", "subject_type", "subject")
