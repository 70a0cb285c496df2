"""Who asks, as far as the answers tell: by short names that editors give to questions, and by kinds."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engagement.cases.choices import ApplicantKind
from engagement.eservices.confirming import contact_of
from engagement.intake.definition import FormDefinition
from engagement.intake.models import Submission

# Short names that mean the same in every form; docs/guides/editor-forms.md tells editors of them.
NAMES = ("name", "full_name", "applicant_name")
FIRST, LAST = ("first_name",), ("last_name", "surname")
BUSINESS, NGO = ("business_name", "company", "company_name"), ("ngo_name", "association_name")
BEHALF = ("on_behalf_of",)


@dataclass(frozen=True)
class Told:
    """What the answers say of the applicant. `position` is longitude, latitude."""

    kind: str = ApplicantKind.PERSON
    name: str = ""
    email: str = ""
    on_behalf_of: str = ""
    position: tuple[float, float] | None = None


def applicant_of(form: FormDefinition, submission: Submission, contact_question: str = "") -> Told:
    """Reads the answers; what they do not tell stays empty."""
    answers = submission.answers
    by_name = {
        question.name: answers[question.id]
        for question in form.questions()
        if question.name and question.id in answers
    }
    business, ngo = _text(by_name, BUSINESS), _text(by_name, NGO)
    person = _text(by_name, NAMES) or f"{_text(by_name, FIRST)} {_text(by_name, LAST)}".strip()
    account = submission.applicant.get_full_name() if submission.applicant else ""
    kind = ApplicantKind.BUSINESS if business else ApplicantKind.NGO if ngo else ApplicantKind.PERSON
    return Told(
        kind=kind,
        name=(business or ngo or person or account)[:200],
        email=contact_of(form, submission, contact_question)[:254],
        on_behalf_of=_text(by_name, BEHALF)[:200],
        position=_position(answers),
    )


def _text(answers: Mapping[str, Any], names: tuple[str, ...]) -> str:
    return next((answers[name].strip() for name in names if isinstance(answers.get(name), str)), "")


def _position(answers: Mapping[str, Any]) -> tuple[float, float] | None:
    """The first place that was given: a point, or the point of an address or feature."""
    for answer in answers.values():
        point = answer.get("point", answer) if isinstance(answer, dict) else None
        if isinstance(point, dict) and point.get("type") == "Point":
            longitude, latitude = point["coordinates"][:2]
            return float(longitude), float(latitude)
    return None
