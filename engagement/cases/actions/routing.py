"""Who gets a new case: by the service's rule, among the officers of its department who are there."""

from __future__ import annotations

from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Count, Max, Q
from django.utils import timezone

from engagement.cases.absences import present_substitute
from engagement.cases.choices import OPEN_STATES, Assigning
from engagement.cases.models import Absence, Case
from engagement.eservices.terms import Terms


def officer_for(case: Case, terms: Terms) -> Any:
    """An officer, or None where the department's officers take cases themselves or nobody is there."""
    rule = terms.assigning
    if rule == Assigning.BY_HAND or case.department_id is None:
        return None
    present = _present(case.department_id)
    if rule == Assigning.BY_DISTRICT:
        code = case.district.code if case.district else ""
        wanted = {each["district"]: each["officer"] for each in terms.officers_by_district}.get(code)
        chosen = present.filter(email__iexact=wanted).first() if wanted else None
        return chosen or _substitute_of(wanted, case.department_id) or _least_loaded(present)
    if rule == Assigning.LEAST_LOADED:
        return _least_loaded(present)
    return _in_turn(present)


def officers_of(department_id: int) -> Any:
    """Everybody who may work on the cases of a department."""
    people: Any = get_user_model().objects
    works = Q(groups__permissions__codename="work_on_case") | Q(user_permissions__codename="work_on_case")
    return people.filter(works, is_active=True, department_id=department_id).distinct()


def officers_everywhere() -> Any:
    """Everybody who may work on cases, of all departments."""
    people: Any = get_user_model().objects
    return people.filter(pk__in=_holding("work_on_case"), is_active=True).exclude(department=None)


def readers_of(case: Case) -> Any:
    """Everybody who may open a case: `rules.may_see`, for a list."""
    people: Any = get_user_model().objects
    nearby = Q(pk=case.assignee_id) | Q(pk__in=_holding("supervise_case"))
    if case.department_id is not None:
        nearby |= Q(department_id=case.department_id)
    if case.assignee_id is not None:
        away = Absence.objects.on(timezone.localdate()).filter(officer=case.assignee_id)
        nearby |= Q(pk__in=away.values("substitute"))
    return people.filter(nearby, pk__in=_holding("view_case"), is_active=True)


def _holding(permission: str) -> Any:
    """Ids of those who have a right of the cases, by themselves or by a group."""
    right = {"codename": permission, "content_type__app_label": "engagement_cases"}
    own, groups = (
        Q(**{f"{way}__{key}": value for key, value in right.items()})
        for way in ("user_permissions", "groups__permissions")
    )
    people: Any = get_user_model().objects
    return people.filter(own | groups | Q(is_superuser=True)).values("pk")


def _present(department_id: int) -> Any:
    away = Absence.objects.on(timezone.localdate()).values("officer")
    return officers_of(department_id).exclude(pk__in=away)


def _substitute_of(email: str | None, department_id: int) -> Any:
    if not email:
        return None
    officer = officers_of(department_id).filter(email__iexact=email).first()
    return present_substitute(officer) if officer else None


def _least_loaded(people: Any) -> Any:
    load = Count("assigned_cases", filter=Q(assigned_cases__state__in=OPEN_STATES), distinct=True)
    return people.annotate(load=load).order_by("load", "pk").first()


def _in_turn(people: Any) -> Any:
    """Whoever has waited longest for a case."""
    latest = Max("assigned_cases__submitted_at")
    ranked = people.annotate(latest=latest).order_by("pk")
    return min(
        ranked,
        key=lambda person: (person.latest is not None, person.latest or 0, person.pk),
        default=None,
    )
