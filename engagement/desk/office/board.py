"""The supervisor's board: load and overdue by officer and department, and how long decisions take."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from engagement.cases.choices import OPEN_STATES
from engagement.cases.models import Case
from engagement.cases.rules import may_supervise
from engagement.cases.statistics import by_month
from engagement.desk.office.door import for_desk


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
        "officers": _load(
            open_cases, "assignee_id", "assignee__first_name", "assignee__last_name", "assignee__email"
        ),
        "departments": _load(open_cases, "department_id", "department__code"),
        "months": months,
        "received": [month["received"] for month in months],
        "decided": [month["decided"] for month in months],
    }
    return render(request, "desk/board.html", context)


def _load(cases: Any, *by: str) -> list[dict[str, Any]]:
    late = Q(due_on__lt=timezone.localdate())
    rows = cases.values(*by).annotate(open=Count("pk"), late=Count("pk", filter=late)).order_by("-open")
    return [{**row, "name": " ".join(str(row[key] or "") for key in by[1:]).strip()} for row in rows[:200]]
