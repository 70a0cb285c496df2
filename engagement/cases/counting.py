"""Bringing the months of services up to date, and publishing them."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import DateField
from django.db.models.functions import TruncMonth

from engagement.cases.collections import NAME
from engagement.cases.models import Case, ServiceMonth
from engagement.cases.statistics import measures, told
from opendata.tables.actions import publish_rows

# A figure with fewer people behind it is not published.
LEAST = 5
MEASURES = ("received", "decided", "median_days", "on_time_share")


@transaction.atomic
def count_months() -> int:
    """Counts anew; only what changed is written and published. How many rows changed."""
    known = {(row.service_id, row.month): row for row in ServiceMonth.objects.select_for_update()}
    changed = []
    for found in _found():
        row = known.get((found["service_id"], found["month"]))
        facts = _few_hidden(found)
        if row is None:
            row = ServiceMonth(service_id=found["service_id"], month=found["month"])
        elif all(getattr(row, name) == facts[name] for name in MEASURES):
            continue
        for name in MEASURES:
            setattr(row, name, facts[name])
        row.save()
        changed.append(row.pk)
    if changed:
        publish_rows(NAME, changed, by=None)
    return len(changed)


def _found() -> list[dict[str, Any]]:
    rows = (
        Case.objects.order_by()
        .annotate(month=TruncMonth("submitted_at", output_field=DateField()))
        .values("service_id", "month")
        .annotate(**measures())
    )
    return [told(row) for row in rows]


def _few_hidden(found: dict[str, Any]) -> dict[str, Any]:
    received, decided, promised = found["received"], found["decided"], found["promised"]
    median = found["median_days"]
    return {
        "received": received if received >= LEAST else None,
        # The rest must not be few either, or the difference would tell of them.
        "decided": decided if decided >= LEAST and not 0 < received - decided < LEAST else None,
        "median_days": _decimal(median) if decided >= LEAST else None,
        "on_time_share": found["on_time_share"] if promised >= LEAST else None,
    }


def _decimal(value: float | None) -> Any:
    return None if value is None else Decimal(str(value))
