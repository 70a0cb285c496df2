"""Taking what people send: limits are counted while the service's row is locked, where there are any."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import Q
from django.utils import timezone

from engagement.eservices.confirming import confirm
from engagement.eservices.limits import refusal_of
from engagement.eservices.models import Service, ServiceVersion
from engagement.eservices.registry import takers
from engagement.intake.contract import Receiver
from engagement.intake.definition import FormDefinition
from engagement.intake.errors import Refused
from engagement.intake.models import Submission


def lock(form_version_id: int) -> None:
    """The row that owns the limits, before anything is stored; where a version has none, nobody waits for anybody."""
    limited = Q(versions__terms__most_in_total__gt=0) | Q(versions__terms__most_per_person__gt=0)
    held = Service.objects.filter(limited, versions__form_version_id=form_version_id)
    list(held.select_for_update(of=("self",)).only("pk"))


def take(submission: Submission) -> None:
    """Raises Refused when the service is closed, full, or this person has had their share."""
    version = (
        ServiceVersion.objects.select_related("service__department")
        .select_related("form_version")
        .defer("form_version__definition")
        .get(form_version_id=submission.version_id)
    )
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
