"""The supervisor's board: load and overdue by officer and department, and how long decisions take."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from cms.accounts.models import Department
from engagement.cases.choices import OPEN_STATES
from engagement.cases.models import Case
from engagement.cases.rules import may_supervise
from engagement.cases.statistics import by_month
from engagement.desk.office.door import for_desk

MOST_ROWS = 200


@for_desk
@require_safe
def board(request: HttpRequest) -> HttpResponse:
    """For supervisors; officers have their queue."""
    if not may_supervise(request.user):
        raise PermissionDenied
    open_cases = Case.objects.visible_to(request.user).filter(state__in=OPEN_STATES)
    months = by_month(Case.objects.visible_to(request.user))
    context = {
        "header_icon": "tasks",
        "page_title": _("Board"),
        "loads": [
            {
                "title": _("Open cases by officer"),
                "head": _("Officer"),
                "rows": _load(open_cases, "assignee_id", get_user_model().objects, _("nobody")),
            },
            {
                "title": _("By department"),
                "head": _("Department"),
                "rows": _load(open_cases, "department_id", Department.objects, _("no department")),
            },
        ],
        "months": _with_bars(months)[::-1],
    }
    return render(request, "desk/board.html", context)


def _load(cases: Any, by: str, named: Any, nobody: str) -> list[dict[str, Any]]:
    """Two queries: the counts, and the names of those they are of."""
    late = Q(due_on__lt=timezone.localdate())
    counts = cases.values(by).annotate(open=Count("pk"), late=Count("pk", filter=late)).order_by("-open")
    rows = list(counts[:MOST_ROWS])
    names = named.in_bulk([row[by] for row in rows if row[by]])
    return [{**row, "name": str(names[row[by]]) if row[by] else nobody} for row in rows]


def _with_bars(months: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Both bars are measured by the same month, the fullest, so that they can be compared."""
    top = max((max(month["received"], month["decided"]) for month in months), default=0) or 1
    return [
        {**month, **{f"{each}_bar": round(100 * month[each] / top) for each in ("received", "decided")}}
        for month in months
    ]
