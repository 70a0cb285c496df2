"""Writes of problems with pages."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from cms.audit.actions import record
from pages.feedback.choices import Reason
from pages.feedback.models import PageProblem

Person = AbstractBaseUser | AnonymousUser | None


def count_problem(address: str, reason: Reason) -> None:
    """Adds one to the count of the day, in one statement: two at the same moment are two."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            INSERT INTO pages_feedback_pageproblem AS standing (address, reason, day, count)
            VALUES (%s, %s, %s, 1)
            ON CONFLICT (address, reason, day) DO UPDATE SET count = standing.count + 1
            """,
            [address, reason.value, timezone.localdate()],
        )


@transaction.atomic
def settle_problems(address: str, *, by: Person) -> int:
    """Somebody has seen to the page: its counts begin anew. The number that was counted."""
    counted = list(PageProblem.objects.select_for_update().filter(address=address))
    if not counted:
        return 0
    total: int = sum(row.count for row in counted)
    record("settled", counted[0], by=by, changes={"address": address, "count": total})
    PageProblem.objects.filter(pk__in=[row.pk for row in counted]).delete()
    return total
