"""From what was sent to a case with a protocol number, in one transaction with the sending."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.geos import Point
from django.db import transaction
from django.utils import timezone

from cms.audit.actions import record
from engagement.cases.actions.counter import belongs_to, filing_of
from engagement.cases.actions.routing import officer_for
from engagement.cases.actions.timeline import APPLICANT, OFFICER, PORTAL, write_entry
from engagement.cases.applicants import applicant_of
from engagement.cases.choices import EntryKind
from engagement.cases.deadlines import due_day
from engagement.cases.models import Case, CounterFiling, ProtocolYear
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
    filing = filing_of(submission.draft_key)
    case = Case(
        secret=new_code(groups=3),
        submission=submission,
        version=version,
        service=service,
        channel=filing.channel if filing else submission.channel,
        # Whoever files for another person does not become the applicant.
        applicant=None if filing else submission.applicant,
        applicant_kind=told.kind,
        applicant_name=told.name or (filing.name if filing else ""),
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
    _told_of_filing(case, filing, submission)
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
    record("filed", case, by=filing.by if filing else submission.applicant)
    return case


def _told_of_filing(case: Case, filing: CounterFiling | None, submission: Submission) -> None:
    data = {
        "service": str(case.service.key),
        "version": case.version.number,
        "channel": case.channel,
        **_due(case.due_on),
    }
    if filing is None:
        write_entry(case, EntryKind.FILED, by=submission.applicant, role=APPLICANT, data=data)
        return
    belongs_to(filing, case)
    write_entry(case, EntryKind.FILED, by=filing.by, role=OFFICER, data={**data, "identity": filing.identity})


def _due(due: Any) -> dict[str, str]:
    return {"due": due.isoformat()} if due else {}
