"""What happens to cases once a day: silence that decides, reminders, the digest of a department, the day's seal."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.accounts.models import Department
from cms.kit.texts import in_language
from cms.municipalities.contract import address_of
from cms.municipalities.querysets import current_municipality
from cms.notifications.actions import Letter, write_letter
from engagement.cases.actions import decide
from engagement.cases.choices import CaseState, Outcome, Tacit
from engagement.cases.errors import MoveNotAllowed
from engagement.cases.models import Absence, Case, Digest
from engagement.cases.querysets import away_for

SOON = timedelta(days=3)
# Days late after which supervisors hear of it.
ESCALATE_AFTER = timedelta(days=7)
MOST_LINES = 40
OUTCOMES = {Tacit.CONSENT: Outcome.GRANTED, Tacit.REFUSAL: Outcome.REFUSED}


def decide_by_silence(today: date | None = None) -> int:
    """Cases whose legal time ended yesterday or before, where the service says what silence means; how many.

    Only where nobody has decided before: silence about an objection grants nothing.
    """
    today = today or timezone.localdate()
    late = (
        Case.objects.due_before(today)
        .filter(reopened_on=None)
        .exclude(state=CaseState.WAITING_FOR_APPLICANT)
        .exclude(version__terms__tacit="")
        .filter(version__terms__has_key="tacit")
        .select_related("version")
    )
    count = 0
    for case in late[:1_000]:
        outcome = OUTCOMES.get(Tacit(case.version.rules.tacit))
        if outcome is None:
            continue
        try:
            decide(case.pk, outcome, by=None, tacit=True)
            count += 1
        except MoveNotAllowed:
            continue
    return count


def send_digests(today: date | None = None) -> int:
    """One letter a day to each officer with something due, each department, and supervisors for what is very late."""
    today = today or timezone.localdate()
    due = Case.objects.due_before(today + SOON + timedelta(days=1)).exclude(
        state=CaseState.WAITING_FOR_APPLICANT
    )
    due = due.select_related("service", "assignee", "department").by_deadline()
    count = 0
    for officer in _people(due, today):
        own = list(due.filter(assignee__in=[officer.pk, *away_for(officer, today)])[: MOST_LINES + 1])
        count += _once(today, officer.email, officer.language, _("Your cases"), own)
    for department in Department.objects.exclude(email=""):
        own = list(due.filter(department=department)[: MOST_LINES + 1])
        count += _once(today, department.email, "", str(department), own)
    very_late = list(due.filter(due_on__lt=today - ESCALATE_AFTER)[: MOST_LINES + 1])
    for person in _supervisors():
        count += _once(today, person.email, person.language, _("Cases that are very late"), very_late)
    return count


def _people(due: Any, today: date) -> Iterable[Any]:
    """Those who have something due, and those who stand in for them."""
    ids = set(due.order_by().exclude(assignee=None).values_list("assignee", flat=True).distinct())
    ids |= set(
        Absence.objects.on(today)
        .filter(officer__in=ids)
        .exclude(substitute=None)
        .values_list("substitute", flat=True)
    )
    return get_user_model().objects.filter(pk__in=ids, is_active=True)


def _supervisors() -> Iterable[Any]:
    people: Any = get_user_model().objects
    found: Iterable[Any] = people.filter(
        is_active=True, groups__permissions__codename="supervise_case", groups__name="Supervisors"
    ).distinct()
    return found


def _once(today: date, address: str, language: str, heading: str, cases: list[Case]) -> int:
    """The unique row of the day makes a second run, or a second worker, write nothing."""
    if not cases or not address:
        return 0
    try:
        with transaction.atomic():
            Digest.objects.create(on=today, to=address, about=heading[:100])
            _write(today, address, language or settings.LANGUAGE_CODE, heading, cases)
    except IntegrityError:
        return 0
    return 1


def _write(today: date, address: str, language: str, heading: str, cases: list[Case]) -> None:
    with override(language):
        late = sum(case.due_on is not None and case.due_on < today for case in cases)
        number = min(len(cases), MOST_LINES)
        subject = ngettext("%(number)s case is due", "%(number)s cases are due", number) % {"number": number}
        paragraphs = [
            ngettext("%(late)s of them is late.", "%(late)s of them are late.", late) % {"late": late}
        ]
        if len(cases) > MOST_LINES:
            paragraphs.append(_("There are more; the desk shows all of them."))
        write_letter(
            Letter(
                to=address,
                subject=subject,
                heading=heading,
                paragraphs=paragraphs,
                facts=[
                    (case.protocol, f"{in_language(case.service.names)}, {_day(case.due_on)}")
                    for case in cases[:MOST_LINES]
                ],
                action_url=f"{address_of(current_municipality())}{reverse('desk')}",
                action_label=_("Open the desk"),
                reason=_("You get this letter once a day while something is due."),
                language=language,
            )
        )


def _day(day: date | None) -> str:
    return date_format(day, "SHORT_DATE_FORMAT") if day else ""
