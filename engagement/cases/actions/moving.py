"""The one place in which a case changes its state."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.utils import timezone

from engagement.cases.choices import CASE_MOVES, PAUSING_STATES, CaseState
from engagement.cases.deadlines import due_day, moved_by_pause
from engagement.cases.errors import MoveNotAllowed
from engagement.cases.models import Case


def locked(case_id: int) -> Case:
    """The case as it is now, for whoever is about to change it. Two officers who press at once come one by one."""
    case: Case = (
        Case.objects.select_for_update(of=("self",))
        .select_related("version", "service", "department", "assignee", "applicant")
        .get(pk=case_id)
    )
    return case


def may_move(case: Case, state: str) -> bool:
    """Whether the table allows it."""
    return state in CASE_MOVES[case.state]


def may_be_decided(case: Case) -> bool:
    """Whether an officer may decide it now: not while an opinion is waited for. (The law's own time waits for none.)"""
    return may_move(case, CaseState.DECIDED) and case.state != CaseState.WAITING_FOR_BODY


def may_be_reopened(case: Case) -> bool:
    """Whether it may be taken up again: what was decided, not what its applicant took back for good."""
    return may_move(case, CaseState.REOPENED) and bool(case.outcome)


def may_be_withdrawn(case: Case) -> bool:
    """Whether the applicant may take it back: not once it was decided, which a request that is gone would hide."""
    return may_move(case, CaseState.WITHDRAWN) and case.reopened_on is None


def move(case: Case, state: str) -> dict[str, Any]:
    """Sets the state, and stops or starts the clock. Returns what the entry tells of it. Raises MoveNotAllowed.

    The caller holds the row and saves the case (with its entry).
    """
    if not may_move(case, state):
        raise MoveNotAllowed(case.state, state)
    before, case.state = case.state, CaseState(state).value
    told: dict[str, Any] = {"from": before, "to": case.state}
    today = timezone.localdate()
    if case.state in PAUSING_STATES and before not in PAUSING_STATES:
        case.pauses.create(began_on=today)
    if before in PAUSING_STATES and case.state not in PAUSING_STATES:
        told |= _start_again(case, today)
    if state == CaseState.CLOSED:
        case.closed_at = timezone.now()
    if state == CaseState.REOPENED:
        case.closed_at, case.outcome, case.decided_at, case.object_until = None, "", None, None
        told |= _begin_anew(case, today)
    return told


def _begin_anew(case: Case, today: date) -> dict[str, Any]:
    """The time that was promised for the request is over, or nearly: what is taken up again has the same time anew."""
    case.reopened_on = today
    terms, before = case.version.rules, case.due_on
    if before is None or not terms.deadline:
        return {}
    case.due_on = due_day(today, terms.deadline, terms.deadline_unit)
    return {"due_before": before.isoformat(), "due": case.due_on.isoformat()}


def _start_again(case: Case, today: date) -> dict[str, Any]:
    """Ends the pause: the promised day moves by as much as it lasted."""
    pause = case.pauses.filter(ended_on__isnull=True).first()
    if pause is None:
        return {}
    pause.ended_on = today
    pause.save(update_fields=["ended_on"])
    if case.due_on is None:
        return {}
    before = case.due_on
    case.due_on = moved_by_pause(before, pause.began_on, today, case.version.rules.deadline_unit)
    return {"due_before": before.isoformat(), "due": case.due_on.isoformat()}
