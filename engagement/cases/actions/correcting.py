"""Single questions that are answered again; the clock stands still meanwhile."""

from __future__ import annotations

import copy
import hashlib
import json
from collections.abc import Mapping, Sequence
from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from engagement.cases.actions.moving import locked, move
from engagement.cases.actions.timeline import APPLICANT, write_entry
from engagement.cases.answers import current_answers, laid_over, may_be_asked_again
from engagement.cases.applicants import applicant_of
from engagement.cases.choices import WAITING_STATES, CaseState, EntryKind
from engagement.cases.errors import MoveNotAllowed, NotYours, ReasonMissing
from engagement.cases.files import TAKER
from engagement.cases.letters import tell_officer
from engagement.cases.models import Case, Correction, Entry
from engagement.cases.rules import may_work_on
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of
from maps.places.models import District


def open_for(case: Case, questions: Sequence[str]) -> None:
    """What the applicant is asked to answer again; an earlier asking that nobody answered gives way."""
    case.corrections.filter(answered_at=None).delete()
    possible = {each.id for each in may_be_asked_again(case.version.form_version.form, current_answers(case))}
    wanted = [each for each in dict.fromkeys(questions) if each in possible]
    if wanted:
        Correction.objects.create(case=case, questions=wanted)


@transaction.atomic
def answer_correction(
    case_id: int, correction_id: int, answers: Mapping[str, Any], asking: Asking, *, by: Any = None
) -> Entry:
    """The new answers, checked by the page; the clock goes on.

    Raises MoveNotAllowed where the case has moved on or another window was faster, FileRefused for a file that is gone.
    """
    case, correction = _waiting_for(case_id, correction_id)
    given = {question: answers.get(question) for question in correction.questions}
    _hand_over(case, given, asking)
    before = current_answers(case)
    correction.answers, correction.answered_at = given, timezone.now()
    correction.save(update_fields=["answers", "answered_at"])
    _follow(case, before, laid_over(before, given))
    told = move(case, CaseState.IN_PROGRESS)
    entry = write_entry(
        case,
        EntryKind.FROM_APPLICANT,
        by=by,
        role=APPLICANT,
        # The answers stand beside the case; the chain holds what they were.
        data={**told, "questions": correction.questions, "answers": _digest(given)},
    )
    tell_officer(case, entry)
    record("answered again", case, by=by)
    return entry


@transaction.atomic
def ask_also(case_id: int, correction_id: int, questions: Sequence[str], *, by: Any = None) -> Correction:
    """Questions to which the new answers lead stand beside those that were asked. Raises MoveNotAllowed."""
    case, correction = _waiting_for(case_id, correction_id)
    correction.questions = list(dict.fromkeys([*correction.questions, *questions]))
    correction.save(update_fields=["questions"])
    record("was led to more questions", case, by=by)
    return correction


@transaction.atomic
def go_on(case_id: int, reason: str, *, by: Any) -> Case:
    """The officer waits no longer: for the applicant, whose questions are taken back and whose clock goes on, or for an
    opinion, which may still come but holds nothing up."""
    case = locked(case_id)
    if not may_work_on(by, case):
        raise NotYours
    if not reason.strip():
        raise ReasonMissing
    if case.state not in WAITING_STATES:
        raise MoveNotAllowed(case.state, CaseState.IN_PROGRESS)
    told = move(case, CaseState.IN_PROGRESS)
    case.corrections.filter(answered_at=None).delete()
    write_entry(case, EntryKind.MOVED, by=by, text=reason.strip(), data=told)
    record("went on", case, by=by)
    return case


def _waiting_for(case_id: int, correction_id: int) -> tuple[Case, Correction]:
    """The case, locked, and what its applicant has still to answer. Raises MoveNotAllowed where nothing is awaited."""
    case = locked(case_id)
    correction = case.corrections.filter(pk=correction_id, answered_at=None).first()
    if case.state != CaseState.WAITING_FOR_APPLICANT or correction is None:
        raise MoveNotAllowed(case.state, CaseState.IN_PROGRESS)
    return case, correction


def _hand_over(case: Case, given: Mapping[str, Any], asking: Asking) -> None:
    for question in case.version.form_version.form.questions():
        if given.get(question.id) is not None:
            kind_of(question).sent(question, given[question.id], asking, f"{TAKER}{case.submission_id}")


def _follow(case: Case, earlier: Mapping[str, Any], later: Mapping[str, Any]) -> None:
    """Name, address for messages and place of the case follow what was corrected."""
    form, terms = case.version.form_version.form, case.version.rules
    asked = copy.copy(case.submission)
    asked.answers = dict(earlier)
    before = applicant_of(form, asked, terms.contact_question)
    asked.answers = dict(later)
    told = applicant_of(form, asked, terms.contact_question)
    if told.name and told.name != before.name:
        case.applicant_name = told.name
    if told.email and told.email != before.email:
        case.applicant_email = told.email
    if told.position and told.position != before.position:
        case.place = Point(*told.position, srid=4326)
        case.district = District.objects.covering(case.place).first()


def _digest(given: Mapping[str, Any]) -> str:
    text = json.dumps(given, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(text.encode()).hexdigest()
