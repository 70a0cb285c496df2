"""Whether an e-mail address is somebody's own: a code of six digits is sent to it and typed back."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db import connection, transaction
from django.db.models import Sum
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import override

from cms.kit.schemas import current_schema
from cms.municipalities.querysets import current_municipality
from cms.notifications.choices import CodeOutcome
from cms.notifications.models import AddressCheck

DIGITS = 6
GOOD_FOR = timedelta(minutes=20)
# Between two codes for the same holder.
PAUSE = timedelta(seconds=45)
WINDOW = timedelta(hours=1)
# In the window: codes for one holder and address, and codes to one address whoever asks.
MOST_SENDS, MOST_TO_ADDRESS = 5, 10
MOST_TRIES = 5


@transaction.atomic
def send_code(address: str, *, holder: str, language: str) -> CodeOutcome:
    """Sends a code, unless one was sent a moment ago or too many were: SENT, TOO_SOON or TOO_MANY."""
    address, now = address.lower(), timezone.now()
    lock_address(address)
    check, _made = AddressCheck.objects.select_for_update().get_or_create(holder=holder, address=address)
    if check.sent_at and now - check.sent_at < PAUSE:
        return CodeOutcome.TOO_SOON
    if check.counted_from is None or now - check.counted_from > WINDOW:
        check.counted_from, check.sends = now, 0
    to_address = AddressCheck.objects.filter(address=address, counted_from__gt=now - WINDOW).aggregate(
        sent=Sum("sends")
    )
    if check.sends >= MOST_SENDS or (to_address["sent"] or 0) >= MOST_TO_ADDRESS:
        return CodeOutcome.TOO_MANY
    code = f"{secrets.randbelow(10**DIGITS):0{DIGITS}d}"
    check.digest, check.sent_at, check.tries = _digest(check, code), now, 0
    check.sends += 1
    check.save()
    _mail(address, code, language).send()
    return CodeOutcome.SENT


@transaction.atomic
def confirm_address(address: str, code: str, *, holder: str) -> CodeOutcome:
    """Compares a code: CONFIRMED, WRONG, EXPIRED or SPENT. It does not raise: a wrong try must stay counted."""
    check = AddressCheck.objects.select_for_update().filter(holder=holder, address=address.lower()).first()
    if check is None:
        return CodeOutcome.EXPIRED
    if check.confirmed_at:
        return CodeOutcome.CONFIRMED
    if check.tries >= MOST_TRIES:
        return CodeOutcome.SPENT
    if not check.digest or check.sent_at is None or timezone.now() - check.sent_at > GOOD_FOR:
        return CodeOutcome.EXPIRED
    check.tries += 1
    if not constant_time_compare(check.digest, _digest(check, code)):
        check.save(update_fields=["tries"])
        return CodeOutcome.SPENT if check.tries >= MOST_TRIES else CodeOutcome.WRONG
    check.digest, check.confirmed_at = "", timezone.now()
    check.save(update_fields=["tries", "digest", "confirmed_at"])
    return CodeOutcome.CONFIRMED


def _digest(check: AddressCheck, code: str) -> str:
    return salted_hmac(f"address-check:{check.pk}", code, algorithm="sha256").hexdigest()


def lock_address(address: str) -> None:
    """Two drafts that ask for the same address count one after the other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [f"{current_schema()} code to {address}"]
        )


def _mail(address: str, code: str, language: str) -> EmailMultiAlternatives:
    context = {"municipality": current_municipality(), "code": code, "minutes": GOOD_FOR.seconds // 60}
    name = "notifications/mail/confirm_address"
    with override(language):
        subject = " ".join(render_to_string(f"{name}_subject.txt", context).split())
        message = EmailMultiAlternatives(
            subject, render_to_string(f"{name}.txt", context), settings.DEFAULT_FROM_EMAIL, [address]
        )
        message.attach_alternative(render_to_string(f"{name}.html", context), "text/html")
    return message
