"""Taking what people send: limits are counted while the service's row is locked, where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from engagement.eservices.confirming import confirm
from engagement.eservices.limits import refusal_of
from engagement.eservices.models import Service, ServiceVersion
from engagement.eservices.registry import takers
from engagement.intake.contract import Receiver
from engagement.intake.definition import FormDefinition
from engagement.intake.errors import Refused
from engagement.intake.models import Submission


def lock(form_version_id: int) -> ServiceVersion:
    """The version that was answered. Where it has limits, its service's row is held, before anything is stored; where
    it has none, nobody waits for anybody: whoever is counted by another version was sent after that, or before."""
    version: ServiceVersion = (
        ServiceVersion.objects.select_related("service__department", "form_version")
        .defer("form_version__definition")
        .get(form_version_id=form_version_id)
    )
    if version.rules.most_in_total or version.rules.most_per_person:
        # Read again: it may have been closed while we waited.
        version.service = (
            Service.objects.select_for_update(of=("self",))
            .select_related("department")
            .get(pk=version.service_id)
        )
    return version


def take(submission: Submission, version: ServiceVersion) -> None:
    """Raises Refused when the service is closed, full, or this person has had their share."""
    rules = version.rules
    others = Submission.objects.filter(version__service_version__service=version.service).exclude(
        pk=submission.pk
    )
    problem = refusal_of(
        version.service,
        rules,
        now=timezone.now(),
        total=others.count() if rules.most_in_total else 0,
        own=others.of_person(submission.person_digest).count() if rules.most_per_person else 0,
    )
    if problem:
        raise Refused(problem)
    for taker in takers:
        taker(version, submission)
    confirm(version, submission)


def mark(form: FormDefinition, answers: Mapping[str, Any]) -> str:
    """Who sends, as far as the answers tell: the e-mail address."""
    return next(
        (
            str(answers[question.id])
            for question in form.questions()
            if question.kind == "email" and question.id in answers
        ),
        "",
    )


RECEIVER = Receiver(take=take, mark=mark, lock=lock)
