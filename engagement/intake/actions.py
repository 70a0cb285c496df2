"""Beginning, keeping, leaving, sending a form."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone

from cms.files.errors import FileRefused
from engagement.intake.choices import DRAFT_MOVES, Channel, DraftState
from engagement.intake.definition import FormDefinition, Step, to_json
from engagement.intake.errors import ChangedElsewhere, DraftIsClosed, NotComplete
from engagement.intake.evaluation import Reading, read_answers
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of
from engagement.intake.models import Draft, FormVersion, Submission
from engagement.intake.references import digest_of, digest_of_code, digest_of_person, new_code
from engagement.intake.registry import receivers

KEEP_DRAFT = timedelta(days=30)


def store_form(form: FormDefinition, *, purpose: str) -> FormVersion:
    """A new immutable version. Raises MalformedDefinition."""
    return FormVersion.objects.create(purpose=purpose, definition=to_json(form))


def begin_draft(
    version: FormVersion, *, language: str, owner: Any = None, answers: Mapping[str, Any] | None = None
) -> Draft:
    """An empty draft, or one with the answers that are known beforehand."""
    return Draft.objects.create(
        version=version,
        language=language,
        owner=owner if owner is not None and owner.is_authenticated else None,
        answers=dict(answers or {}),
        expires_at=timezone.now() + KEEP_DRAFT,
    )


@dataclass(frozen=True)
class PageMark:
    """Which drawing of a step's page writes, and what it was drawn from."""

    token: str
    page: str = ""
    # Counts what one page has sent: a keeping that was overtaken on its way by the button must not undo it.
    turn: int = 0


def token_of(draft: Draft, step: Step) -> str:
    """A fingerprint of what is stored for a step: a page that was drawn before a change carries another."""
    stored = {question.id: draft.answers.get(question.id) for question in step.questions}
    return digest_of(f"{draft.pk} {json.dumps(stored, sort_keys=True, ensure_ascii=False)}")


@transaction.atomic
def keep_answers(
    draft_id: UUID, step: Step, answers: Mapping[str, Any], *, mark: PageMark, passed: bool = False
) -> Draft:
    """Stores the answers of one step. Answers of the step that are not named are taken out.

    Raises DraftIsClosed, and ChangedElsewhere where another window was faster and said something else.
    """
    draft = _locked(draft_id)
    asked = {question.id for question in step.questions}
    given = {key: value for key, value in answers.items() if key in asked and value is not None}
    stored = {key: value for key, value in draft.answers.items() if key in asked}
    writer, _space, turn = draft.writers.get(step.id, "").partition(" ")
    writes_on = bool(mark.page) and writer == mark.page
    if writes_on and mark.turn < int(turn or 0):
        return draft
    if not writes_on and mark.token != token_of(draft, step) and stored != given:
        raise ChangedElsewhere
    draft.answers = {**{key: value for key, value in draft.answers.items() if key not in asked}, **given}
    if passed and step.id not in draft.passed:
        draft.passed = [*draft.passed, step.id]
    draft.writers = {**draft.writers, step.id: f"{mark.page} {mark.turn}" if mark.page else ""}
    draft.expires_at = timezone.now() + KEEP_DRAFT
    draft.save(update_fields=["answers", "passed", "writers", "expires_at", "changed_at"])
    return draft


@transaction.atomic
def leave_draft(draft_id: UUID) -> tuple[Draft, str]:
    """The draft and a fresh code to come back with; an earlier code stops working."""
    draft = _locked(draft_id)
    code = new_code()
    draft.code_digest = digest_of_code(code)
    draft.expires_at = timezone.now() + KEEP_DRAFT
    draft.save(update_fields=["code_digest", "expires_at", "changed_at"])
    return draft, code


@transaction.atomic
def discard_draft(draft_id: UUID) -> None:
    """Throws a draft away: its answers are gone at once, the row stays until its time is over."""
    _close(_locked(draft_id), DraftState.DISCARDED)


@transaction.atomic
def send_draft(
    draft_id: UUID,
    *,
    language: str,
    applicant: Any = None,
    channel: str = Channel.ONLINE,
    read: tuple[Draft, Reading] | None = None,
) -> Submission:
    """Sends what was answered, once: a second press gives the first one's submission.

    `read`: the draft as the caller read it a moment ago, and what it came to; it is read again where it has changed.
    Raises NotComplete, DraftIsClosed, and Refused where the room that takes the answers does not.
    """
    draft = Draft.objects.locked().get(pk=draft_id)
    if draft.state != DraftState.OPEN:
        # It is closed in the transaction that sends it.
        sent: Submission | None = Submission.objects.filter(draft_key=draft_id).first()
        if sent is None:
            raise DraftIsClosed
        return sent
    form = draft.version.form
    asking = Asking(language, draft=str(draft.pk), person=draft.owner)
    known_already = read is not None and read[0].pk == draft.pk and read[0].answers == draft.answers
    reading = read[1] if read and known_already else read_answers(form, draft.answers, asking)
    if reading.errors:
        raise NotComplete
    receiver = receivers.get(draft.version.purpose)
    if receiver is None:
        raise LookupError(f"Nobody takes the answers of {draft.version.purpose}.")
    held = receiver.lock(draft.version_id)
    known = applicant is not None and applicant.is_authenticated
    mark = f"account {applicant.pk}" if known else receiver.mark(form, reading.answers)
    submission = Submission.objects.create(
        draft_key=draft.pk,
        version=draft.version,
        reference=new_code(groups=2),
        language=language,
        answers=reading.answers,
        channel=channel,
        applicant=applicant if known else None,
        person_digest=digest_of_person(mark),
        sent_at=timezone.now(),
    )
    _hand_over(form, reading.answers, asking, submission)
    _close(draft, DraftState.SENT)
    # Last of all: from the number that it gives to the commit, everybody else who sends waits.
    receiver.take(submission, held)
    return submission


def _hand_over(
    form: FormDefinition, answers: Mapping[str, Any], asking: Asking, submission: Submission
) -> None:
    """Files and the like become the submission's. Raises NotComplete: the draft is read again, and says why."""
    for question in form.questions():
        if question.id in answers:
            try:
                kind_of(question).sent(question, answers[question.id], asking, f"submission:{submission.pk}")
            except FileRefused as problem:
                raise NotComplete from problem


def expire_drafts() -> int:
    """Empties drafts whose time is over; how many."""
    count = 0
    for draft_id in Draft.objects.due_before(timezone.now()).values_list("pk", flat=True)[:1000]:
        with transaction.atomic():
            draft = Draft.objects.select_for_update(skip_locked=True).open().filter(pk=draft_id).first()
            if draft is not None:
                _close(draft, DraftState.EXPIRED)
                count += 1
    return count


def _locked(draft_id: UUID) -> Draft:
    draft: Draft = Draft.objects.locked().get(pk=draft_id)
    if draft.state != DraftState.OPEN or draft.expires_at < timezone.now():
        raise DraftIsClosed
    return draft


def _close(draft: Draft, state: str) -> None:
    if state not in DRAFT_MOVES[draft.state]:
        raise DraftIsClosed
    draft.state, draft.answers, draft.code_digest = state, {}, ""
    draft.save(update_fields=["state", "answers", "code_digest", "changed_at"])
