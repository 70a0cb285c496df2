"""Notes, questions and answers. Mail goes out after the transaction is through."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction

from cms.audit.actions import record
from cms.files.contract import Owner
from engagement.cases.actions.correcting import open_for
from engagement.cases.actions.enclosing import NOBODY, enclose
from engagement.cases.actions.moving import locked, move
from engagement.cases.actions.timeline import APPLICANT, OFFICER, write_entry
from engagement.cases.answers import open_correction
from engagement.cases.asking import Asked, answered_by, answering, awaited
from engagement.cases.choices import OPEN_STATES, TALKING_STATES, CaseState, EntryKind
from engagement.cases.errors import MoveNotAllowed, NotYours, ReasonMissing
from engagement.cases.letters import tell_applicant, tell_officer
from engagement.cases.models import Case, Entry
from engagement.cases.rules import may_be_consulted, may_give_opinion, may_work_on

Files = Sequence[str]


def _demand(text: str) -> str:
    if not text.strip():
        raise ReasonMissing
    return text.strip()


def _held(case_id: int, by: Any) -> Case:
    case = locked(case_id)
    if not may_work_on(by, case):
        raise NotYours
    return case


@transaction.atomic
def write_note(case_id: int, text: str, *, by: Any, files: Files = ()) -> Entry:
    """A line for colleagues only."""
    case = _held(case_id, by)
    return write_entry(
        case, EntryKind.NOTE, by=by, text=_demand(text), public=False, data={"files": list(files)}
    )


@transaction.atomic
def write_to_applicant(case_id: int, text: str, *, by: Any, files: Files = ()) -> Entry:
    """A message; the state stays."""
    case = _held(case_id, by)
    entry = write_entry(case, EntryKind.TO_APPLICANT, by=by, text=_demand(text), data={"files": list(files)})
    tell_applicant(case, entry)
    return entry


@transaction.atomic
def ask_applicant(
    case_id: int, text: str, *, by: Any, questions: Sequence[str] = (), files: Files = ()
) -> Entry:
    """Asks for a correction: the clock stands still until the applicant answers. `questions`: ids to answer anew."""
    case = _held(case_id, by)
    told = move(case, CaseState.WAITING_FOR_APPLICANT)
    open_for(case, questions)
    entry = write_entry(
        case,
        EntryKind.TO_APPLICANT,
        by=by,
        text=_demand(text),
        data={**told, "questions": list(questions), "files": list(files)},
    )
    tell_applicant(case, entry)
    record("asked the applicant", case, by=by)
    return entry


@transaction.atomic
def answer_from_applicant(
    case_id: int, text: str, *, by: Any = None, files: Files = (), owner: Owner = NOBODY
) -> Entry:
    """What the applicant writes, until nothing more happens. An answer that was waited for sets the clock going.

    `files`: what `owner` has just handed in for it. Raises ReasonMissing, MoveNotAllowed, FileRefused.
    """
    case = locked(case_id)
    if case.state not in TALKING_STATES:
        raise MoveNotAllowed(case.state, CaseState.IN_PROGRESS)
    # Words alone do not answer questions that were asked again: the clock waits for those.
    waited = case.state == CaseState.WAITING_FOR_APPLICANT and open_correction(case) is None
    told = move(case, CaseState.IN_PROGRESS) if waited else {}
    entry = write_entry(
        case,
        EntryKind.FROM_APPLICANT,
        by=by,
        role=APPLICANT,
        text=_demand(text),
        data={**told, "files": enclose(case, files, owner)},
    )
    tell_officer(case, entry)
    return entry


@transaction.atomic
def consult(
    case_id: int, text: str, *, by: Any, colleague: Any = None, body: str = "", waits: bool = False
) -> Entry:
    """Asks a colleague who may open the case, or another body. `waits`: it is not decided until they answer, or an
    officer goes on without them."""
    case = _held(case_id, by)
    if colleague is None and not body.strip():
        raise ReasonMissing
    if colleague is not None and not may_be_consulted(colleague, case):
        raise NotYours
    # More than one may be waited for.
    told = (
        move(case, CaseState.WAITING_FOR_BODY) if waits and case.state != CaseState.WAITING_FOR_BODY else {}
    )
    asked = {"colleague": colleague.pk if colleague else None, "body": body.strip(), "waits": waits}
    entry = write_entry(
        case, EntryKind.CONSULTED, by=by, text=_demand(text), public=False, data={**told, **asked}
    )
    if told:
        write_entry(case, EntryKind.MOVED, by=by, data={**told, "body": body.strip()})
    if colleague is not None:
        tell_officer(case, entry, colleague)
    return entry


@transaction.atomic
def give_opinion(case_id: int, text: str, *, by: Any, body: str = "") -> Entry:
    """The answer of a colleague who was asked, or of somebody else as the officer enters it, until it is decided.

    Whose it is follows from who was asked, where `body` does not say it.
    Raises NotYours, ReasonMissing, MoveNotAllowed.
    """
    case = locked(case_id)
    waiting = awaited(case)
    if not may_give_opinion(by, case, waiting):
        raise NotYours
    if case.state not in OPEN_STATES:
        raise MoveNotAllowed(case.state, CaseState.IN_PROGRESS)
    # Others who were asked may answer later; the case goes on once nobody is left for whom it has to wait.
    waits = any(each.waits for each in answered_by(waiting, by.pk))
    goes_on = case.state == CaseState.WAITING_FOR_BODY and not waits
    told = move(case, CaseState.IN_PROGRESS) if goes_on else {}
    entry = write_entry(
        case,
        EntryKind.OPINION,
        by=by,
        role=OFFICER,
        text=_demand(text),
        public=False,
        data={**told, **_of_whom(waiting, by, body.strip())},
    )
    tell_officer(case, entry)
    return entry


def _of_whom(waiting: list[Asked], by: Any, body: str) -> dict[str, Any]:
    """Of somebody else: a body by name, or a colleague by id. One's own is that of whoever wrote the entry."""
    asked = answering(waiting, by.pk)
    if body or not asked or asked[0].colleague == by.pk:
        return {"body": body}
    return {"body": asked[0].body, "colleague": asked[0].colleague}
