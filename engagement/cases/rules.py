"""Who may do what with a case. One line a deed; tests/engagement/cases/test_rules.py is the table."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from cms.accounts.models import Department
from engagement.cases.asking import Asked
from engagement.cases.models import Absence, Case
from engagement.cases.querysets import away_for
from engagement.eservices.models import Service


def _has(person: Any, permission: str) -> bool:
    return bool(
        getattr(person, "is_authenticated", False)
        and person.is_active
        and person.has_perm(f"engagement_cases.{permission}")
    )


def may_supervise(person: Any) -> bool:
    """Supervisors and administrators: see all departments' cases, hand them over."""
    return _has(person, "supervise_case")


def may_see(person: Any, case: Case) -> bool:
    """Staff of the case's department, whoever it is assigned to or stands in for them, supervisors."""
    if not _has(person, "view_case"):
        return False
    return (
        may_supervise(person)
        or case.assignee_id == person.pk
        or (person.department_id is not None and person.department_id == case.department_id)
        or stands_in(person, case)
    )


def stands_in(person: Any, case: Case) -> bool:
    """The case's officer is away today, and this is the substitute."""
    return case.assignee_id is not None and case.assignee_id in away_for(person)


def may_work_on(person: Any, case: Case) -> bool:
    """Officers of the department, and the assignee: write, ask, consult."""
    return (
        case.erased_at is None
        and _has(person, "work_on_case")
        and may_see(person, case)
        and (may_supervise(person) or not _is_own(person, case))
    )


def may_decide(person: Any, case: Case) -> bool:
    """Whoever may work on it. Nobody decides on their own request, supervisors included."""
    return may_work_on(person, case) and not _is_own(person, case)


def may_assign(person: Any, case: Case) -> bool:
    """Supervisors; officers hand on what is theirs, what nobody of their department has, what they stand in for."""
    if may_supervise(person):
        return case.erased_at is None
    return may_work_on(person, case) and (case.assignee_id in (None, person.pk) or stands_in(person, case))


def may_be_assigned(person: Any, department: Department | None) -> bool:
    """An officer who is active and belongs to the department, or supervises."""
    if not _has(person, "work_on_case"):
        return False
    return may_supervise(person) or (department is not None and person.department_id == department.pk)


def may_be_consulted(person: Any, case: Case) -> bool:
    """Whoever may open the case: a letter to anybody else would lead to a closed door."""
    return may_see(person, case)


def may_give_opinion(person: Any, case: Case, waiting: Iterable[Asked]) -> bool:
    """Whoever was asked and has not answered; whoever works on the case enters what others said."""
    if case.erased_at is not None or _is_own(person, case):
        return False
    return may_work_on(person, case) or (
        may_see(person, case) and any(each.colleague == person.pk for each in waiting)
    )


def may_file_for(person: Any, service: Service) -> bool:
    """File a request for somebody else: officers of the service's department, supervisors for every service."""
    if not _has(person, "work_on_case"):
        return False
    return (
        may_supervise(person)
        or service.department_id is None
        or service.department_id == person.department_id
    )


def may_note_absence(person: Any, officer: Any) -> bool:
    """Everybody who works on cases for themselves; supervisors for their department, those without one for all."""
    if not _has(person, "work_on_case"):
        return False
    own_people = person.department_id in (None, officer.department_id)
    return bool(officer.pk == person.pk or (may_supervise(person) and own_people))


def may_end_absence(person: Any, absence: Absence) -> bool:
    """Whoever may note it."""
    return may_note_absence(person, absence.officer)


def is_applicant(person: Any, case: Case) -> bool:
    """The resident whose account sent it."""
    return bool(getattr(person, "is_authenticated", False)) and case.applicant_id == person.pk


def _is_own(person: Any, case: Case) -> bool:
    return case.applicant_id is not None and case.applicant_id == person.pk
