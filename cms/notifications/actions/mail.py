"""Writing mail down, and giving it a second chance."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.actions import record
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
def note_bounce(message_id: str, words: str) -> bool:
    """Another server took the message and sent it back, in its own words; whoever it is about is told.

    False where no such message was sent, or it came back before. It is not sent again: its text is gone.
    """
    mail = OutgoingMail.objects.select_for_update().quoted(message_id).filter(state=MailState.SENT).first()
    if mail is None:
        return False
    mail.state, mail.last_error = MailState.BOUNCED, words[:500]
    mail.save(update_fields=["state", "last_error"])
    if mail.about:
        for told in failures:
            told(mail)
    return True
