"""The end of a case's time: what tells of people goes, the protocol and the chain of hashes stay.

docs/decisions/0041-what-is-over-is-emptied.md says why and what the law asks.
"""

from __future__ import annotations

from datetime import date, timedelta

from django.db import transaction
from django.db.models import Q
from django.utils import timezone

from cms.audit.actions import record
from cms.files.actions import delete_file
from engagement.cases.actions.moving import locked
from engagement.cases.actions.timeline import PORTAL, write_entry
from engagement.cases.choices import OPEN_STATES, EntryKind
from engagement.cases.files import files_of
from engagement.cases.models import Case, CounterFiling, Entry
from engagement.cases.models.case import FIVE_YEARS
from engagement.cases.registry import erasers, keepers
from engagement.intake.models import Draft, Submission
from engagement.intake.references import new_code

MOST_AT_ONCE = 500
# What an entry's details may still say afterwards is everything but these; the table's trigger knows the same list.
OF_PEOPLE = ("body", "colleague", "files", "from_officer", "officer", "questions")
UNSENT = timedelta(days=30)


def erase_what_is_over(today: date | None = None) -> int:
    """Cases that ended five years ago and that nothing else needs any longer; how many."""
    today = today or timezone.localdate()
    before = timezone.now() - FIVE_YEARS
    ended = Q(closed_at__lt=before) | Q(closed_at=None, changed_at__lt=before)
    over = Case.objects.exclude(state__in=OPEN_STATES).filter(ended, erased_at=None).order_by("pk")
    count = 0
    for case in over.only("pk")[:MOST_AT_ONCE]:
        count += erase_case(case.pk, today)
    begun = CounterFiling.objects.filter(case=None, begun_at__lt=timezone.now() - UNSENT)
    begun.exclude(draft_key__in=Draft.objects.open().values("pk")).delete()
    return count


@transaction.atomic
def erase_case(case_id: int, today: date) -> bool:
    """Empties one case and all that hangs on it in one transaction. False where something still needs it."""
    case = locked(case_id)
    if case.erased_at is not None or case.state in OPEN_STATES:
        return False
    if any(keeps(case, today) for keeps in keepers):
        return False
    for erase in erasers:
        erase(case)
    for file in files_of(case):
        delete_file(file, by=None)
    CounterFiling.objects.filter(case=case).delete()
    case.corrections.all().delete()
    case.looks.all().delete()
    Submission.objects.filter(pk=case.submission_id).update(answers={}, applicant=None, person_digest="")
    _empty_entries(case)
    case.applicant = case.place = None
    case.applicant_name = case.applicant_email = case.on_behalf_of = ""
    # An empty one would open it to everybody.
    case.secret = new_code(groups=3)
    case.erased_at = timezone.now()
    # The erasing is an entry itself, hashed like all others; it saves the case.
    write_entry(case, EntryKind.ERASED, role=PORTAL)
    record("emptied", case, by=None)
    return True


def _empty_entries(case: Case) -> None:
    """Words and names go; number, kind, moment and hashes stay, so that the chain can be walked as before."""
    for entry in Entry.objects.filter(case=case, is_erased=False).only("pk", "data"):
        data = {key: value for key, value in entry.data.items() if key not in OF_PEOPLE}
        Entry.objects.filter(pk=entry.pk).update(text="", data=data, by=None, is_erased=True)
