"""The queue: what is due first stands first."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from engagement.cases.absences import back_on
from engagement.cases.actions import assign
from engagement.cases.actions.routing import officers_everywhere, officers_of
from engagement.cases.asking import waiting_for
from engagement.cases.choices import OPEN_STATES
from engagement.cases.errors import NotYours, ReasonMissing
from engagement.cases.models import Case
from engagement.cases.querysets import away_for
from engagement.cases.rules import may_supervise
from engagement.desk.actions import views_for
from engagement.desk.due import urgency_of
from engagement.desk.issued import as_it_is_now
from engagement.desk.office.door import for_desk
from engagement.desk.office.exporting import as_file
from engagement.desk.office.filters import CaseFilterSet
from engagement.desk.office.forms import with_absence

PER_PAGE = 50
MOST_AT_ONCE = 200


def views_of(user: Any) -> dict[str, tuple[str, Q]]:
    """The views that everybody has: name -> title and what it holds."""
    today = timezone.localdate()
    is_open = Q(state__in=OPEN_STATES)
    away, asked = away_for(user), waiting_for(user)
    return {
        "mine": (_("Mine"), is_open & Q(assignee=user)),
        **({"asked": (_("I am asked"), is_open & Q(pk__in=asked))} if asked else {}),
        **({"standing-in": (_("I stand in"), is_open & Q(assignee__in=away))} if away else {}),
        "free": (_("Nobody has them"), is_open & Q(assignee__isnull=True)),
        "open": (_("All open"), is_open),
        "late": (_("Overdue"), is_open & Q(due_on__lt=today)),
        "ended": (_("Decided and closed"), ~is_open),
    }


@for_desk
@require_safe
def queue(request: HttpRequest) -> HttpResponseBase:
    """A view of the queue, narrowed by filters, as a page or as a file."""
    visible = Case.objects.visible_to(request.user)
    views = views_of(request.user)
    chosen = request.GET.get("view", "")
    if chosen not in views:
        chosen = "mine"
    filters = CaseFilterSet(request.GET, queryset=visible.filter(views[chosen][1]), request=request)
    cases = filters.qs.with_names()
    cases = cases.order_by("-submitted_at") if chosen == "ended" else cases.by_deadline()
    if request.GET.get("export") in ("csv", "xlsx"):
        return as_file(cases, request.GET["export"])
    number = _page_number(request)
    rows = list(cases[(number - 1) * PER_PAGE : number * PER_PAGE + 1])
    tabs = _tabs(visible, views, chosen)
    context = {
        "header_icon": "tasks",
        "page_title": _("Cases"),
        "tabs": tabs,
        "filters": filters,
        "elsewhere": [tab for tab in tabs if tab["count"]]
        if not rows and not filters.form.changed_data
        else [],
        "is_filtered": bool(filters.form.changed_data),
        "rows": [(case, urgency_of(case), now) for case, now in as_it_is_now(rows[:PER_PAGE])],
        "number": number,
        "has_next": len(rows) > PER_PAGE,
        "query": _query_without_page(request),
        "may_supervise": may_supervise(request.user),
        "officers": _colleagues(request.user),
        "saved": views_for(request.user),
        "may_work": request.user.has_perm("engagement_cases.work_on_case"),
    }
    return render(request, "desk/queue.html", context)


def _colleagues(user: Any) -> list[tuple[Any, str]]:
    """To whom the ticked ones can go, each with whether they are away."""
    if may_supervise(user):
        people = list(officers_everywhere())
    else:
        people = list(officers_of(user.department_id)) if user.department_id else []
    back = back_on(people)
    return [(person, with_absence(person, back)) for person in people]


def _page_number(request: HttpRequest) -> int:
    text = request.GET.get("p", "1")
    return min(max(int(text), 1), 10_000) if text.isascii() and text.isdigit() and len(text) < 8 else 1


def _query_without_page(request: HttpRequest) -> str:
    query = request.GET.copy()
    query.pop("p", None)
    query.pop("export", None)
    return query.urlencode()


def _tabs(visible: Any, views: dict[str, tuple[str, Q]], chosen: str) -> list[dict[str, Any]]:
    """All counts in one question; what has ended is many, and is not counted."""
    counted = {name: condition for name, (_title, condition) in views.items() if name != "ended"}
    counts = visible.filter(state__in=OPEN_STATES).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in counted.items()}
    )
    return [
        {"name": name, "title": title, "count": counts.get(name), "current": name == chosen}
        for name, (title, _condition) in views.items()
    ]


@for_desk
@require_POST
def hand_over_many(request: HttpRequest) -> HttpResponse:
    """Gives the ticked cases to one officer. Those that this person may not hand over are counted and told."""
    if not request.POST.get("officer"):
        messages.warning(request, _("Nobody was chosen. Choose to whom the ticked ones go."))
        return _back(request)
    ids = [int(one) for one in request.POST.getlist("case") if one.isascii() and one.isdigit()][:MOST_AT_ONCE]
    officer = _officer(request)
    if not ids:
        messages.warning(request, _("No case was ticked. Tick those that you hand over."))
    done, anothers, without_reason = 0, 0, 0
    for case in Case.objects.visible_to(request.user).filter(pk__in=ids):
        try:
            assign(case.pk, to=officer, by=request.user, reason=request.POST.get("reason", ""))
            done += 1
        except NotYours:
            anothers += 1
        except ReasonMissing:
            without_reason += 1
    if done:
        messages.success(
            request,
            ngettext("%(number)s case was handed over.", "%(number)s cases were handed over.", done)
            % {"number": done},
        )
    if anothers:
        messages.warning(
            request,
            ngettext(
                "%(number)s case was not handed over: it is a colleague’s. They or a supervisor can do it.",
                "%(number)s cases were not handed over: they are colleagues’. They or a supervisor can do it.",
                anothers,
            )
            % {"number": anothers},
        )
    if without_reason:
        messages.warning(
            request,
            ngettext(
                "%(number)s case was not handed over: an officer has it already, so a reason is needed.",
                "%(number)s cases were not handed over: officers have them already, so a reason is needed.",
                without_reason,
            )
            % {"number": without_reason},
        )
    return _back(request)


def _back(request: HttpRequest) -> HttpResponse:
    back = request.POST.get("back", "")
    if not url_has_allowed_host_and_scheme(back, {request.get_host()}):
        back = ""
    return redirect(back or "desk")


def _officer(request: HttpRequest) -> Any:
    """An officer of the own department, or of any for those who supervise; nobody: back into the queue."""
    wanted = request.POST.get("officer", "")
    if wanted == "nobody":
        return None
    people: Any = get_user_model().objects.filter(is_active=True)
    person: Any = request.user
    if not may_supervise(person):
        people = people.filter(department_id=person.department_id)
    officer = people.filter(pk=wanted).first() if wanted.isascii() and wanted.isdigit() else None
    if officer is None:
        raise PermissionDenied
    return officer
