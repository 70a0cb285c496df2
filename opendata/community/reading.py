"""The counts as everybody may see them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Sum
from django.db.models.functions import TruncMonth
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.theme.templatetags.theme import figure
from opendata.catalog.models import Dataset
from opendata.community.choices import UsageKind
from opendata.community.models import Usage

# Fewer could be one person, and are not told exactly.
LEAST_TOLD = 5
DAYS = 30
MONTHS = 12


@dataclass(frozen=True)
class Told:
    """A number as it is shown."""

    label: str
    words: str
    is_small: bool = False


@dataclass(frozen=True)
class MonthTold:
    """A finished month: its first day and a number for each kind, in their order."""

    month: date
    words: Sequence[str]


def in_words(count: int) -> str:
    """The number, unless it is too small to be told."""
    if count < LEAST_TOLD:
        return _("fewer than %(least)s") % {"least": LEAST_TOLD}
    return figure(count)


def last_days(dataset: Dataset) -> list[Told]:
    """Of the last thirty days that are over: today's number would tell of each single visit."""
    last = timezone.localdate() - timedelta(days=1)
    counted = dict(
        Usage.objects.filter(dataset=dataset)
        .between(last - timedelta(days=DAYS - 1), last)
        .values_list("kind")
        .annotate(Sum("count"))
    )
    numbers = {kind: counted.get(kind.value) or 0 for kind in UsageKind}
    return [Told(str(kind.label), in_words(count), count < LEAST_TOLD) for kind, count in numbers.items()]


def by_month(dataset: Dataset) -> list[MonthTold]:
    """Of the last twelve months that are over, newest first; none before the first count."""
    first_of_month = timezone.localdate().replace(day=1)
    start = (first_of_month - timedelta(days=1)).replace(day=1)
    for _step in range(MONTHS - 1):
        start = (start - timedelta(days=1)).replace(day=1)
    rows = (
        Usage.objects.filter(dataset=dataset)
        .between(start, first_of_month - timedelta(days=1))
        .annotate(month=TruncMonth("day"))
        .values_list("month", "kind")
        .annotate(Sum("count"))
    )
    counted = {(month, kind): number for month, kind, number in rows}
    months = sorted({month for month, _kind in counted}, reverse=True)
    return [
        MonthTold(month, [in_words(counted.get((month, kind.value), 0)) for kind in UsageKind])
        for month in months
    ]
