"""Decision, issue, withdrawal, closing, objection."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from cms.files.contract import Owner
from engagement.cases.actions.enclosing import NOBODY, enclose
from engagement.cases.actions.moving import (
    locked,
    may_be_decided,
    may_be_reopened,
    may_be_withdrawn,
    may_move,
    move,
)
from engagement.cases.actions.timeline import APPLICANT, OFFICER, PORTAL, write_entry
from engagement.cases.choices import CaseState, EntryKind, Outcome
from engagement.cases.errors import MoveNotAllowed, NoObjection, NotYours, ObjectionTooLate, ReasonMissing
from engagement.cases.letters import tell_applicant, tell_officer
from engagement.cases.models import Case
from engagement.cases.objecting import day_to_object, last_day_to_object
from engagement.cases.rules import may_decide
from engagement.cases.signals import case_decided


@transaction.atomic
def decide(case_id: int, outcome: str, *, by: Any, reasons: str = "", tacit: bool = False) -> Case:
    """The decision. A refusal, also in part, says why. `by` None with `tacit`: the law decided by silence.

    Raises NotYours, ReasonMissing, MoveNotAllowed (a colleague was faster, or an opinion is waited for).
    """
    case = locked(case_id)
    if not tacit and not may_decide(by, case):
        raise NotYours
    if not tacit and not may_be_decided(case):
        raise MoveNotAllowed(case.state, CaseState.DECIDED)
    outcome = Outcome(outcome).value
    if outcome != Outcome.GRANTED and not reasons.strip() and not tacit:
        raise ReasonMissing
    told = move(case, CaseState.DECIDED)
    case.outcome, case.decided_at = outcome, timezone.now()
    case.object_until = day_to_object(case.version.rules, outcome, timezone.localdate(case.decided_at))
    entry = write_entry(
        case,
        EntryKind.DECIDED,
        by=by,
        role=PORTAL if tacit else OFFICER,
        text=reasons.strip(),
        data={**told, "outcome": outcome, "tacit": tacit},
    )
    record("decided", case, by=by, changes={"outcome": outcome})
    # Whoever issues documents writes them down in this very transaction; sealing and mail follow by the worker.
    handled = case_decided.send(Case, case=case, by=by)
    if not any(issues for _receiver, issues in handled):
        tell_applicant(case, entry)
    return case


@transaction.atomic
def mark_issued(case_id: int, *, number: str, code: str, by: Any = None) -> Case:
    """The document is sealed and on its way."""
    case = locked(case_id)
    told = move(case, CaseState.ISSUED)
    entry = write_entry(
        case, EntryKind.DOCUMENT, by=by, role=PORTAL, data={**told, "number": number, "code": code}
    )
    decision = case.timeline.filter(kind=EntryKind.DECIDED).order_by("-number").first()
    tell_applicant(case, entry, decision=decision)
    record("issued", case, by=by, changes={"number": number})
    return case


@transaction.atomic
def withdraw(case_id: int, *, reason: str = "", by: Any = None) -> Case:
    """The applicant takes it back. Who may is asked by the page: by session, account or secret.

    Raises MoveNotAllowed, also where it was decided once.
    """
    case = locked(case_id)
    if not may_be_withdrawn(case):
        raise MoveNotAllowed(case.state, CaseState.WITHDRAWN)
    told = move(case, CaseState.WITHDRAWN)
    entry = write_entry(case, EntryKind.MOVED, by=by, role=APPLICANT, text=reason.strip(), data=told)
    tell_officer(case, entry)
    # The secret is enough to withdraw: whoever asked hears of it.
    tell_applicant(case, entry)
    record("withdrew", case, by=by)
    return case


@transaction.atomic
def close(case_id: int, *, by: Any = None) -> Case:
    """Nothing more will happen. `by` None: the portal, a while after the end."""
    case = locked(case_id)
    if by is not None and not may_decide(by, case):
        raise NotYours
    told = move(case, CaseState.CLOSED)
    write_entry(case, EntryKind.MOVED, by=by, role=OFFICER if by else PORTAL, data=told)
    record("closed", case, by=by)
    return case


@transaction.atomic
def object_to(
    case_id: int, reasons: str, *, by: Any = None, files: Sequence[str] = (), owner: Owner = NOBODY
) -> Case:
    """The applicant objects to the decision: the case is open again. `files`: what `owner` has just handed in for it.

    Raises ReasonMissing, MoveNotAllowed (it is open already), NoObjection, ObjectionTooLate, FileRefused.
    """
    case = locked(case_id)
    if not reasons.strip():
        raise ReasonMissing
    if not may_move(case, CaseState.REOPENED):
        raise MoveNotAllowed(case.state, CaseState.REOPENED)
    last_day = last_day_to_object(case)
    if last_day is None:
        raise NoObjection
    if timezone.localdate() > last_day:
        raise ObjectionTooLate(last_day)
    outcome = case.outcome
    told = move(case, CaseState.REOPENED)
    entry = write_entry(
        case,
        EntryKind.OBJECTION,
        by=by,
        role=APPLICANT,
        text=reasons.strip(),
        data={**told, "outcome": outcome, "files": enclose(case, files, owner)},
    )
    tell_officer(case, entry)
    tell_applicant(case, entry)
    record("objected", case, by=by)
    return case


@transaction.atomic
def reopen(case_id: int, reasons: str, *, by: Any) -> Case:
    """An officer takes a decided case up again."""
    case = locked(case_id)
    if not may_decide(by, case):
        raise NotYours
    if not reasons.strip():
        raise ReasonMissing
    if not may_be_reopened(case):
        raise MoveNotAllowed(case.state, CaseState.REOPENED)
    told = move(case, CaseState.REOPENED)
    entry = write_entry(case, EntryKind.MOVED, by=by, text=reasons.strip(), data=told)
    tell_applicant(case, entry)
    record("reopened", case, by=by)
    return case
