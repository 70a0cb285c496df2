"""One attempt to deliver one message, and what is noted of it."""

from __future__ import annotations

from datetime import datetime, timedelta
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import get_connection
from django.db import transaction
from django.utils import timezone

from cms.notifications.choices import MailState
from cms.notifications.messages import StoredMessage
from cms.notifications.models import OutgoingMail
from cms.notifications.registry import failures

# Waits before the second, third, … attempt: a server that is down for a working day is outlived.
PATIENCE = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=15),
    timedelta(hours=1),
    timedelta(hours=4),
    timedelta(hours=12),
)
# A waiting mail whose attempt is overdue by this much has lost its task (a worker died with it).
LOST_AFTER = timedelta(minutes=10)
RESCUE_AT_ONCE = 20


def deliver(mail_id: int) -> datetime | None:
    """One attempt; the answer is when the next one is due, if any.

    Run twice, or by two workers at once, it sends a message only once: the row is locked meanwhile.
    """
    with transaction.atomic():
        mail = OutgoingMail.objects.select_for_update(skip_locked=True).filter(pk=mail_id).first()
        if mail is None or mail.state != MailState.WAITING:
            return None
        mail.attempts += 1
        try:
            get_connection(settings.DELIVERY_EMAIL_BACKEND).send_messages([StoredMessage(mail)])
        except Exception as problem:  # noqa: BLE001 (whatever a backend raises is a failed attempt, shown in the list)
            _note_failure(mail, problem)
        else:
            _note_success(mail)
    return mail.next_attempt_at


def _note_success(mail: OutgoingMail) -> None:
    mail.state, mail.sent_at, mail.next_attempt_at, mail.last_error = MailState.SENT, timezone.now(), None, ""
    mail.raw = b""
    mail.save()


def _note_failure(mail: OutgoingMail, problem: Exception) -> None:
    mail.last_error = f"{type(problem).__name__}: {problem}"[:500]
    if is_final(problem) or mail.attempts > len(PATIENCE):
        mail.state, mail.next_attempt_at = MailState.FAILED, None
        if mail.about:
            for told in failures:
                told(mail)
    else:
        mail.next_attempt_at = timezone.now() + PATIENCE[mail.attempts - 1]
    mail.save()


def is_final(problem: Exception) -> bool:
    """The server has said that it will never take this message (5xx), for any of its addresses."""
    if isinstance(problem, SMTPRecipientsRefused):
        return all(code >= 500 for code, _text in problem.recipients.values())
    if isinstance(problem, SMTPResponseException):
        return 500 <= problem.smtp_code < 600
    return False


@transaction.atomic
def take_lost() -> list[int]:
    """Mail that waits for a task which is no more; whoever takes it must make new ones."""
    lost = OutgoingMail.objects.overdue(timezone.now() - LOST_AFTER).select_for_update(skip_locked=True)
    numbers = [mail.pk for mail in lost[:RESCUE_AT_ONCE]]
    OutgoingMail.objects.filter(pk__in=numbers).update(next_attempt_at=timezone.now())
    return numbers
