"""Whose case it is."""

from __future__ import annotations

from typing import Any

from django.db import transaction

from cms.accounts.models import Department
from cms.audit.actions import record
from engagement.cases.actions.moving import locked, move
from engagement.cases.actions.timeline import write_entry
from engagement.cases.choices import OPEN_STATES, CaseState, EntryKind
from engagement.cases.errors import NotYours, ReasonMissing
from engagement.cases.models import Case
from engagement.cases.rules import may_assign, may_be_assigned, may_work_on

# Whoever takes these over, they stay as they are: what is waited for is still to come.
UNDER_WAY = OPEN_STATES - {CaseState.SUBMITTED, CaseState.REOPENED}


@transaction.atomic
def take_case(case_id: int, *, by: Any) -> Case:
    """An officer takes a case that nobody has, or whose officer they stand in for, and begins.

    Raises NotYours, MoveNotAllowed.
    """
    case = locked(case_id)
    if not may_work_on(by, case) or (case.assignee_id not in (None, by.pk) and not may_assign(by, case)):
        raise NotYours
    case.assignee = by
    told = {} if case.state in UNDER_WAY else move(case, CaseState.IN_PROGRESS)
    write_entry(case, EntryKind.ASSIGNED, by=by, data={"officer": by.pk, **told})
    record("took", case, by=by)
    return case


@transaction.atomic
def assign(case_id: int, *, to: Any, by: Any, reason: str = "", department: Department | None = None) -> Case:
    """Gives a case to an officer, perhaps of another department; `to` None puts it back into the queue.

    Handing on what somebody already has needs a reason. Raises NotYours, ReasonMissing.
    """
    case = locked(case_id)
    target = department or case.department
    if not may_assign(by, case) or (to is not None and not may_be_assigned(to, target)):
        raise NotYours
    changes_department = target != case.department
    if not changes_department and to == case.assignee:
        return case
    if (changes_department or case.assignee_id not in (None, by.pk)) and not reason.strip():
        raise ReasonMissing
    before = {
        "from_officer": case.assignee_id,
        "from_department": case.department.code if case.department else "",
    }
    case.assignee, case.department = to, target
    write_entry(
        case,
        EntryKind.ASSIGNED,
        by=by,
        text=reason.strip(),
        # Names and reasons are for the staff; the line that the applicant sees follows.
        public=False,
        data={**before, "officer": to.pk if to else None, "department": target.code if target else ""},
    )
    shown = {"department": target.code if target else ""} if changes_department else {}
    write_entry(case, EntryKind.ASSIGNED, by=by, data={**shown, "has_officer": to is not None})
    record("assigned", case, by=by, changes={"to": str(to) if to else ""})
    return case
