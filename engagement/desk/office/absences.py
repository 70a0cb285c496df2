"""Being away: one's own times, and for supervisors those of their department."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

from django import forms
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from engagement.cases.actions import end_absence, note_absence
from engagement.cases.actions.routing import officers_of
from engagement.cases.errors import AwayAlready, NotYours, SubstituteNotFit
from engagement.cases.models import Absence
from engagement.cases.rules import may_supervise
from engagement.desk.office.door import for_desk

LONGEST = timedelta(days=366)
MOST_LINES = 200


def people_of(person: Any) -> Any:
    """For whom this person may note an absence: `may_note_absence` as a question."""
    people: Any = get_user_model().objects
    if not may_supervise(person):
        return people.filter(pk=person.pk)
    if person.department_id is None:
        works = ["work_on_case"]
        return people.filter(is_active=True, groups__permissions__codename__in=works).distinct()
    return (officers_of(person.department_id) | people.filter(pk=person.pk).distinct()).distinct()


class AbsenceForm(forms.Form):
    """Who, from, until, substitute. Those of one department stand in for one another."""

    officer: Any = forms.ModelChoiceField(label=gettext_lazy("Officer"), queryset=None)
    begins_on = forms.DateField(
        label=gettext_lazy("From"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    ends_on = forms.DateField(
        label=gettext_lazy("Until and including"),
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )
    substitute: Any = forms.ModelChoiceField(
        label=gettext_lazy("Substitute"),
        queryset=None,
        required=False,
        empty_label=gettext_lazy("nobody"),
        help_text=gettext_lazy("Sees these cases, may work on them and is told of what comes in."),
    )

    def __init__(self, *args: Any, by: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        people: Any = get_user_model().objects
        officer: Any = self.fields["officer"]
        substitute: Any = self.fields["substitute"]
        officer.queryset = people_of(by)
        officer.initial = by.pk
        if by.department_id:
            substitute.queryset = officers_of(by.department_id)
        else:
            substitute.queryset = people.filter(pk__in=officer.queryset.values("pk"))
        if not may_supervise(by):
            del self.fields["officer"]
            substitute.queryset = substitute.queryset.exclude(pk=by.pk)

    def clean(self) -> dict[str, Any]:
        facts = super().clean() or {}
        first, last = facts.get("begins_on"), facts.get("ends_on")
        if first and last and last < first:
            self.add_error("ends_on", _("The last day is not before the first."))
        elif first and last and (last - first > LONGEST or last < timezone.localdate()):
            self.add_error("ends_on", _("An absence ends today or later and lasts a year at most."))
        return facts


@never_cache
@for_desk
@require_http_methods(["GET", "HEAD", "POST"])
def absences(request: HttpRequest) -> HttpResponse:
    """The list and the form. What is wrong is said by the field."""
    if not request.user.has_perm("engagement_cases.work_on_case"):
        raise PermissionDenied
    form = AbsenceForm(request.POST if request.method == "POST" else None, by=request.user)
    if request.method == "POST" and form.is_valid() and _noted(form, request.user):
        messages.success(request, _("The absence is noted."))
        return redirect("desk_absences")
    context = {
        "header_icon": "calendar",
        "page_title": _("Absences"),
        "form": form,
        "rows": _rows(request.user, timezone.localdate()),
    }
    return render(request, "desk/absences.html", context, status=422 if form.errors else 200)


def _noted(form: AbsenceForm, by: Any) -> bool:
    facts = form.cleaned_data
    try:
        note_absence(
            facts.get("officer") or by,
            facts["begins_on"],
            facts["ends_on"],
            substitute=facts["substitute"],
            by=by,
        )
    except AwayAlready:
        form.add_error("begins_on", _("An absence is already noted for one of these days."))
    except SubstituteNotFit:
        sentence = _("Choose somebody of the same department who is there in that time.")
        form.add_error("substitute", sentence)
    except NotYours:
        form.add_error(None, _("You may not do that."))
    return not form.errors


def _rows(person: Any, today: date) -> list[dict[str, Any]]:
    """Own and supervised ones that last or are to come; and those one stands in for."""
    found = (
        Absence.objects.not_over(today).select_related("officer", "substitute").order_by("begins_on", "pk")
    )
    own = found.filter(officer__in=people_of(person)) | found.filter(substitute=person)
    may_end = set(people_of(person).values_list("pk", flat=True))
    return [
        {"absence": each, "now": each.begins_on <= today, "can_end": each.officer_id in may_end}
        for each in own.distinct()[:MOST_LINES]
    ]


@for_desk
@require_POST
def end(request: HttpRequest, absence_id: int) -> HttpResponse:
    """Back again, or not going after all."""
    try:
        end_absence(absence_id, by=request.user)
    except (Absence.DoesNotExist, NotYours) as problem:
        raise Http404 from problem
    messages.success(request, _("The absence has ended."))
    return redirect("desk_absences")
