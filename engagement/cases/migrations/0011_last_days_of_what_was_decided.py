"""Fills the last day to object of decisions that went against their applicant, a few hundred rows at a time: whoever
works meanwhile waits for none of them. Run again, it goes on where it was ended."""

from __future__ import annotations

from collections import defaultdict
from datetime import date
from typing import Any

from django.db import DatabaseError, migrations
from django.utils import timezone

from engagement.cases.deadlines import Calendar, due_day

AT_ONCE = 500
# Versions that were published before there was such a time have the usual one.
USUAL_DAYS = 15


def fill(apps: Any, _schema_editor: Any) -> None:
    case_model = apps.get_model("engagement_cases", "Case")
    calendar, last_key = Calendar(), 0
    while rows := list(
        case_model.objects.filter(
            pk__gt=last_key, outcome__in=["refused", "partly"], decided_at__isnull=False, object_until=None
        )
        .order_by("pk")
        .values_list("pk", "decided_at", "version__terms")[:AT_ONCE]
    ):
        last_key = rows[-1][0]
        by_day: dict[date, list[int]] = defaultdict(list)
        for key, decided_at, terms in rows:
            days = (terms or {}).get("objection_days", USUAL_DAYS)
            if not isinstance(days, int) or days <= 0:
                continue
            try:
                by_day[due_day(timezone.localdate(decided_at), days, "days", calendar)].append(key)
            except DatabaseError:
                # The town's closing days cannot be asked for yet: until the next decision the days are computed.
                return
        for day, keys in by_day.items():
            case_model.objects.filter(pk__in=keys, decided_at__isnull=False, object_until=None).update(
                object_until=day
            )


class Migration(migrations.Migration):
    # Each batch by itself.
    atomic = False
    dependencies = [("engagement_cases", "0010_last_day_to_object")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
