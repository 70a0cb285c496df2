"""Filing for somebody who stands at the counter or calls."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from cms.audit.actions import record
from engagement.cases.applicants import NAMES
from engagement.cases.errors import NotYours, OwnRequest
from engagement.cases.models import Case, CounterFiling
from engagement.cases.rules import may_file_for
from engagement.eservices.models import Service
from engagement.intake.actions import begin_draft
from engagement.intake.choices import Channel
from engagement.intake.definition import FormDefinition, Question
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of
from engagement.intake.models import Submission


@dataclass(frozen=True)
class Caller:
    """Who asks, as the officer enters it before the form."""

    name: str
    channel: str
    identity: str
    email: str = ""
    phone: str = ""
    identity_note: str = ""


@transaction.atomic
def begin_for(service: Service, caller: Caller, *, language: str, by: Any) -> CounterFiling:
    """A draft of the service's form that the officer fills in for the caller. Raises NotYours, OwnRequest."""
    version = service.current
    if version is None or not may_file_for(by, service):
        raise NotYours
    if caller.email and caller.email.casefold() == by.email.casefold():
        raise OwnRequest
    known = _known(version.form_version.form, caller, language)
    draft = begin_draft(version.form_version, language=language, answers=known)
    filing = CounterFiling.objects.create(
        draft_key=draft.pk,
        channel=caller.channel,
        by=by,
        name=caller.name,
        email=caller.email,
        phone=caller.phone,
        identity=caller.identity,
        identity_note=caller.identity_note,
    )
    record("began for somebody", filing, by=by)
    return filing


def filing_of(submission: Submission) -> CounterFiling | None:
    """Who filled it in for whom; None where people did it themselves. A sending without a name asks nothing."""
    if submission.applicant_id is None and submission.channel == Channel.ONLINE:
        return None
    return filing_at(submission.draft_key)


def filing_at(draft_key: Any) -> CounterFiling | None:
    """By the key of the draft."""
    return CounterFiling.objects.select_related("by").filter(draft_key=draft_key).first()


def belongs_to(filing: CounterFiling, case: Case) -> None:
    """The draft has become this case."""
    filing.case = case
    filing.save(update_fields=["case"])


def _known(form: FormDefinition, caller: Caller, language: str) -> dict[str, Any]:
    """First answers: name, address and phone are not asked twice. What does not fit is left out."""
    asking = Asking(language)
    answers: dict[str, Any] = {}
    for step in form.steps:
        for question in step.questions:
            value = _answer(question, caller)
            if not value:
                continue
            try:
                answers[question.id] = kind_of(question).read(question, value, asking)
            except ValidationError:
                continue
    return answers


def _answer(question: Question, caller: Caller) -> str:
    by_kind: Mapping[str, str] = {"email": caller.email, "phone": caller.phone}
    if question.name in NAMES:
        return caller.name
    return by_kind.get(question.kind, "")
