"""Mail to an applicant that was given up: the officer sees it in the timeline, and is told."""

from __future__ import annotations

from django.db import transaction

from cms.notifications.models import OutgoingMail
from engagement.cases.actions.moving import locked
from engagement.cases.actions.timeline import PORTAL, write_entry
from engagement.cases.choices import EntryKind
from engagement.cases.letters import tell_officer
from engagement.cases.models import Case


@transaction.atomic
def note_failed_mail(mail: OutgoingMail) -> None:
    """An internal line with the server's words; nothing where the mail is about something else."""
    what, _space, number = mail.about.partition(" ")
    if what != "case" or not number.isdigit() or not Case.objects.filter(pk=number).exists():
        return
    case = locked(int(number))
    entry = write_entry(
        case,
        EntryKind.DELIVERY,
        role=PORTAL,
        text=f"{mail.subject}\n{mail.last_error}"[:1_000],
        data={"failed": True, "mail": mail.pk},
        public=False,
    )
    tell_officer(case, entry)
