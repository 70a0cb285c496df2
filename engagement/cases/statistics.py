"""Counts over cases: received, decided, median days, share on time."""

from __future__ import annotations

from typing import Any

from django.db.models import Aggregate, Count, DateField, DurationField, ExpressionWrapper, F, Q
from django.db.models.functions import Cast, TruncMonth

MONTHS = 24


class Median(Aggregate):
    """The middle value."""

    function = "percentile_cont"
    template = "%(function)s(0.5) WITHIN GROUP (ORDER BY %(expressions)s)"
    allow_distinct = False


def _days() -> Any:
    return Cast(
        ExpressionWrapper(F("decided_at") - F("submitted_at"), output_field=DurationField()), DurationField()
    )


def measures() -> dict[str, Any]:
    """Annotations for a grouped query: received, decided, median time, on time."""
    decided = Q(decided_at__isnull=False)
    in_time = decided & Q(due_on__isnull=False) & Q(decided_at__date__lte=F("due_on"))
    return {
        "received": Count("pk"),
        "decided": Count("pk", filter=decided),
        "median": Median(_days(), filter=decided, output_field=DurationField()),
        "promised": Count("pk", filter=decided & Q(due_on__isnull=False)),
        "on_time": Count("pk", filter=in_time),
    }


def by_month(cases: Any) -> list[dict[str, Any]]:
    """The last two years by the month in which cases came in, oldest first."""
    rows = (
        cases.order_by()
        .annotate(month=TruncMonth("submitted_at", output_field=DateField()))
        .values("month")
        .annotate(**measures())
        .order_by("-month")[:MONTHS]
    )
    return [told(row) for row in reversed(rows)]


def told(row: dict[str, Any]) -> dict[str, Any]:
    """A row with days and per cent in place of spans and counts."""
    median = row.pop("median")
    return {
        **row,
        "median_days": round(median.total_seconds() / 86_400, 1) if median is not None else None,
        "on_time_share": round(100 * row["on_time"] / row["promised"]) if row["promised"] else None,
    }
