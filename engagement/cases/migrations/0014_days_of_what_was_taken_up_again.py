"""Fills the day on which open cases were taken up again, from their timelines: else silence could decide them."""

from __future__ import annotations

from typing import Any

from django.db import migrations
from django.utils import timezone

OPEN = ["submitted", "in_progress", "waiting_applicant", "waiting_body", "reopened"]


def fill(apps: Any, _schema_editor: Any) -> None:
    cases, entries = (apps.get_model("engagement_cases", name) for name in ("Case", "Entry"))
    again = entries.objects.filter(case__state__in=OPEN, case__reopened_on=None, data__to="reopened")
    for case_id, at in again.order_by("case_id", "number").values_list("case_id", "at"):
        cases.objects.filter(pk=case_id).update(reopened_on=timezone.localdate(at))


class Migration(migrations.Migration):
    dependencies = [("engagement_cases", "0013_when_it_was_taken_up_again")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop, elidable=True)]
