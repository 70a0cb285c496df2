"""Writing mail down, and giving it a second chance."""

from __future__ import annotations

from django.core.mail import EmailMessage
from django.db import transaction
from django.utils import timezone

from cms.accounts.models import User
from cms.audit.actions import record
from cms.notifications.choices import MailState
from cms.notifications.models import OutgoingMail
from cms.notifications.tasks import deliver_mail


def write_mail(message: EmailMessage) -> OutgoingMail | None:
    """Stores a message and a task to deliver it, in the caller's transaction. None without an address."""
    if not message.recipients():
        return None
    # What is wrong with the message is found before anything is stored.
    mail = OutgoingMail(
        sender=message.from_email,
        recipients=message.recipients(),
        subject=str(message.subject)[:300],
        raw=message.message().as_bytes(),
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
