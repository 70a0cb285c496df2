"""Writing mail down, and giving it a second chance."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.actions import record
from cms.notifications.bounces import LONGEST_WORDS, Bounce, plain_address
from cms.notifications.choices import MailState
from cms.notifications.models import OutgoingMail
from cms.notifications.registry import failures
from cms.notifications.tasks import deliver_mail

LONGEST_ID = 200


def write_mail(message: EmailMessage, *, about: str = "") -> OutgoingMail | None:
    """Stores a message and a task to deliver it, in the caller's transaction. None without an address."""
    if not message.recipients():
        return None
    # What is wrong with the message is found before anything is stored.
    built = message.message()
    mail = OutgoingMail(
        sender=message.from_email,
        recipients=message.recipients(),
        subject=str(message.subject)[:300],
        about=about,
        raw=built.as_bytes(),
        message_id=str(built["Message-ID"] or "").strip()[:LONGEST_ID],
        next_attempt_at=timezone.now(),
    )
    with transaction.atomic(savepoint=False):
        mail.save()
        deliver_mail.enqueue(mail.pk)
    return mail


@transaction.atomic
def send_again(mail_id: int, *, by: User) -> bool:
    """A new round of attempts for mail that was given up. False where there is nothing to send."""
    mail = OutgoingMail.objects.select_for_update().filter(pk=mail_id, state=MailState.FAILED).first()
    if mail is None:
        return False
    mail.state, mail.attempts, mail.next_attempt_at = MailState.WAITING, 0, timezone.now()
    mail.save()
    deliver_mail.enqueue(mail.pk)
    record("sent again", mail, by=by)
    return True


@transaction.atomic
def note_bounce(bounce: Bounce) -> bool:
    """Another server took the message and sent it back, in its own words; whoever it is about is told.

    One report names several addresses, or each server of them writes its own: an address is noted once. False where no
    such message was sent, or nothing new is said of it. It is not sent again: its text is gone.
    """
    came_back = OutgoingMail.objects.select_for_update().quoted(bounce.message_id)
    mail = came_back.filter(state__in=(MailState.SENT, MailState.BOUNCED)).first()
    if mail is None:
        return False
    known = mail.last_error.splitlines() if mail.state == MailState.BOUNCED else []
    lines = _lines_of(mail, bounce, known)
    if not lines:
        return False
    mail.state, mail.last_error = MailState.BOUNCED, _fitted([*known, *lines])
    mail.save(update_fields=["state", "last_error"])
    if mail.about:
        for told in failures:
            told(mail)
    return True


def _lines_of(mail: OutgoingMail, bounce: Bounce, known: list[str]) -> list[str]:
    """Of every address that we wrote to and that is not noted yet. Where none of them is ours, a letter was passed on
    before it came back: then, once, what the server says."""
    ours = {plain_address(each) for each in mail.recipients}
    own = [each for each in bounce.failures if ours & {each.given, each.final}]
    if not own:
        return [] if known else [each.told() for each in bounce.failures]
    noted = {line.partition(" ")[0] for line in known}
    by_address = {line.partition(" ")[0]: line for line in (each.told(ours) for each in own)}
    return [line for address, line in by_address.items() if address not in noted]


def _fitted(lines: list[str]) -> str:
    """A line an address, each cut so that all have room."""
    return "\n".join(line[: LONGEST_WORDS // len(lines) - 1] for line in lines)
