"""Narrowing the list of mail."""

from __future__ import annotations

import django_filters
from django.utils.translation import gettext_lazy as _
from wagtail.admin.filters import DateRangePickerWidget, WagtailFilterSet

from cms.notifications.choices import MailState
from cms.notifications.models import OutgoingMail


class MailFilterSet(WagtailFilterSet):
    """By state, time and address."""

    state = django_filters.ChoiceFilter(label=_("state"), choices=MailState.choices)
    created_at = django_filters.DateFromToRangeFilter(label=_("written at"), widget=DateRangePickerWidget)
    recipients = django_filters.CharFilter(label=_("to"), lookup_expr="icontains")

    class Meta:
        model = OutgoingMail
        fields = ("state", "created_at")
