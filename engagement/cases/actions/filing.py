"""From what was sent to a case with a protocol number, in one transaction with the sending."""

from __future__ import annotations

from typing import Any

from django.contrib.gis.geos import Point
from django.db import connection, transaction
from django.utils import timezone

from cms.audit.actions import record
from engagement.cases.actions.counter import belongs_to, filing_of
from engagement.cases.actions.routing import officer_for
from engagement.cases.actions.timeline import APPLICANT, OFFICER, PORTAL, next_entry
from engagement.cases.applicants import applicant_of
from engagement.cases.choices import EntryKind
from engagement.cases.deadlines import due_day
from engagement.cases.models import Case, CounterFiling, Entry
from engagement.eservices.models import ServiceVersion
from engagement.intake.models import Submission
from engagement.intake.references import new_code
from maps.places.models import District

# First a place in a queue, for whoever waits for a row that changes under them is not served in turn: of eight who
# sent without a pause, one in twenty waited over a second for the row alone.
NEXT_NUMBER = """
    WITH queue AS (SELECT pg_advisory_xact_lock('engagement_cases_protocolyear'::regclass::oid::integer, %(year)s))
    INSERT INTO engagement_cases_protocolyear AS protocol (year, last) SELECT %(year)s, 1 FROM queue
    ON CONFLICT (year) DO UPDATE SET last = protocol.last + 1
    RETURNING last
"""


def next_number(year: int) -> int:
    """The next protocol number. The year's row stays locked until the transaction ends: an undone one leaves no gap."""
    with connection.cursor() as cursor:
        cursor.execute(NEXT_NUMBER, {"year": year})
        return int(cursor.fetchone()[0])


# Within the transaction of the sending, which an error undoes whole.
@transaction.atomic(savepoint=False)
def file_submission(version: ServiceVersion, submission: Submission) -> Case:
    """Makes the case. The service's row is locked where it has limits; the protocol's row comes after it, always."""
    terms, service = version.rules, version.service
    told = applicant_of(version.form_version.form, submission, terms.contact_question)
    today = timezone.localdate(submission.sent_at)
    due = due_day(today, terms.deadline, terms.deadline_unit) if terms.deadline else None
    place = Point(*told.position, srid=4326) if told.position else None
    district = District.objects.covering(place).first() if place else None
    filing = filing_of(submission)
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
    entries = _first_entries(case, filing)
    case.save(force_insert=True)
    Entry.objects.bulk_create(entries)
    if filing is not None:
        belongs_to(filing, case)
    record("filed", case, by=filing.by if filing else submission.applicant)
    return case


def _first_entries(case: Case, filing: CounterFiling | None) -> list[Entry]:
    """What a timeline begins with; nothing is stored yet."""
    service, version = case.service, case.version
    due = {"due": case.due_on.isoformat()} if case.due_on else {}
    data: dict[str, Any] = {"service": str(service.key), "version": version.number, "channel": case.channel}
    by, role = case.applicant, APPLICANT
    if filing is not None:
        by, role = filing.by, OFFICER
        data["identity"] = filing.identity
    entries = [next_entry(case, EntryKind.FILED, by=by, role=role, data={**data, **due})]
    if case.assignee is not None:
        department = service.department.code if service.department else ""
        chosen = {"officer": case.assignee.pk, "department": department}
        entries.append(next_entry(case, EntryKind.ASSIGNED, role=PORTAL, data=chosen))
    return entries
