"""Cases for tests, filed the way people file them."""

from __future__ import annotations

import uuid
from typing import Any

from django.utils import timezone

from engagement.cases.models import Case
from engagement.eservices.actions import Offer, publish_service
from engagement.eservices.models import ServiceVersion
from engagement.eservices.receiving import lock, take
from engagement.eservices.terms import Terms
from engagement.intake.definition import FormDefinition, Question, Step
from engagement.intake.models import Submission
from engagement.intake.references import new_code

NAME, EMAIL = str(uuid.UUID(int=1)), str(uuid.UUID(int=2))


def small_form() -> FormDefinition:
    """Name and e-mail."""
    questions = (
        Question(NAME, "short_text", {"el": "Ονοματεπώνυμο", "en": "Name"}, name="full_name"),
        Question(EMAIL, "email", {"el": "Email", "en": "E-mail"}, required=False),
    )
    step = Step(str(uuid.UUID(int=3)), {"el": "Εσείς", "en": "You"}, questions=questions)
    return FormDefinition((step,), ("el", "en"))


def make_service(
    name: str = "Certificate",
    *,
    department: Any = None,
    form: FormDefinition | None = None,
    **terms: Any,
) -> ServiceVersion:
    """A service in force, with a small form if none is given."""
    slug = f"{name.lower().replace(' ', '-')}-{uuid.uuid4().hex[:6]}"
    return publish_service(
        Offer(
            key=uuid.uuid4(),
            names={"el": name, "en": name},
            slugs={"el": slug, "en": slug},
            form=form or small_form(),
            terms=Terms(**terms),
            department=department,
        )
    )


def make_submission(version: ServiceVersion, *, applicant: Any = None, **facts: Any) -> Submission:
    """Answers as they arrive."""
    answers = {NAME: "Maria Papadaki", EMAIL: "maria@example.org", **facts.pop("answers", {})}
    known = {"language": "en", "sent_at": timezone.now(), "reference": new_code(groups=2), **facts}
    return Submission.objects.create(
        draft_key=uuid.uuid4(),
        version=version.form_version,
        answers={key: value for key, value in answers.items() if value is not None},
        applicant=applicant,
        **known,
    )


def make_case(version: ServiceVersion | None = None, *, applicant: Any = None, **facts: Any) -> Case:
    """A case that has just been filed."""
    submission = make_submission(version or make_service(), applicant=applicant, **facts)
    take(submission, lock(submission.version_id))
    return Case.objects.get(submission=submission)
