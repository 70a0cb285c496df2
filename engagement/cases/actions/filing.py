"""From what was sent to a case with a protocol number, in one transaction with the sending."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from engagement.cases.actions.routing import officer_for
from engagement.cases.actions.timeline import APPLICANT, PORTAL, write_entry
from engagement.cases.applicants import applicant_of
from engagement.cases.choices import EntryKind
from engagement.cases.deadlines import due_day
from engagement.cases.models import Case, ProtocolYear
from engagement.eservices.models import ServiceVersion
from engagement.intake.models import Submission
from engagement.intake.references import new_code
from maps.places.models import District


def next_number(year: int) -> int:
    """The next protocol number. The year's row stays locked until the transaction ends: an undone one leaves no gap."""
    ProtocolYear.objects.get_or_create(year=year)
    row = ProtocolYear.objects.select_for_update().get(pk=year)
    row.last += 1
    row.save(update_fields=["last"])
    return row.last


@transaction.atomic
def file_submission(version: ServiceVersion, submission: Submission) -> Case:
    """Makes the case. Called while the service's row is locked; the protocol's row comes after it, always."""
    terms, service = version.rules, version.service
    told = applicant_of(version.form_version.form, submission, terms.contact_question)
    today = timezone.localdate(submission.sent_at)
    due = due_day(today, terms.deadline, terms.deadline_unit) if terms.deadline else None
    place = Point(*told.position, srid=4326) if told.position else None
    district = District.objects.covering(place).first() if place else None
    case = Case(
        secret=new_code(groups=3),
        submission=submission,
        version=version,
        service=service,
        channel=submission.channel,
        applicant=submission.applicant,
        applicant_kind=told.kind,
        applicant_name=told.name,
        applicant_email=told.email,
        on_behalf_of=told.on_behalf_of,
        language=submission.language,
        department=service.department,
        place=place,
        district=district,
        submitted_at=submission.sent_at,
        due_on=due,
        first_due_on=due,
        year=today.year,
    )
    case.assignee = officer_for(case, terms)
    # Last of all, so that the protocol's row is held as shortly as can be.
    case.number = next_number(today.year)
    case.save()
    write_entry(
        case,
        EntryKind.FILED,
        by=submission.applicant,
        role=APPLICANT,
        data={"service": str(service.key), "version": version.number, "channel": case.channel, **_due(due)},
    )
    if case.assignee is not None:
        write_entry(
            case,
            EntryKind.ASSIGNED,
            role=PORTAL,
            data={
                "officer": case.assignee.pk,
                "department": service.department.code if service.department else "",
            },
        )
    record("filed", case, by=submission.applicant)
    return case


def _due(due: Any) -> dict[str, str]:
    return {"due": due.isoformat()} if due else {}
