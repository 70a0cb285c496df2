"""Who may do what with a case. One line a deed; tests/engagement/cases/test_rules.py is the table."""

from __future__ import annotations

from typing import Any

from cms.accounts.models import Department
from engagement.cases.models import Case


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
    """Staff of the case's department, whoever it is assigned to, supervisors."""
    if not _has(person, "view_case"):
        return False
    return (
        may_supervise(person)
        or case.assignee_id == person.pk
        or (person.department_id is not None and person.department_id == case.department_id)
    )


def may_work_on(person: Any, case: Case) -> bool:
    """Officers of the department, and the assignee: write, ask, consult."""
    return (
        _has(person, "work_on_case")
        and may_see(person, case)
        and (may_supervise(person) or not _is_own(person, case))
    )


def may_decide(person: Any, case: Case) -> bool:
    """Whoever may work on it. Nobody decides on their own request, supervisors included."""
    return may_work_on(person, case) and not _is_own(person, case)


def may_assign(person: Any, case: Case) -> bool:
    """Supervisors; officers hand on what is theirs or what nobody of their department has."""
    if may_supervise(person):
        return True
    return may_work_on(person, case) and case.assignee_id in (None, person.pk)


def may_be_assigned(person: Any, department: Department | None) -> bool:
    """An officer who is active and belongs to the department, or supervises."""
    if not _has(person, "work_on_case"):
        return False
    return may_supervise(person) or (department is not None and person.department_id == department.pk)


def is_applicant(person: Any, case: Case) -> bool:
    """The resident whose account sent it."""
    return bool(getattr(person, "is_authenticated", False)) and case.applicant_id == person.pk


def _is_own(person: Any, case: Case) -> bool:
    return case.applicant_id is not None and case.applicant_id == person.pk
