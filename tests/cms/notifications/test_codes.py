"""Codes that show whose an e-mail address is."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from django.core import mail
from django.utils import timezone

from cms.notifications.actions import confirm_address, send_code
from cms.notifications.choices import CodeOutcome
from cms.notifications.models import AddressCheck

pytestmark = pytest.mark.django_db
MARIA = "maria@example.org"


def code_in_mail() -> str:
    found = re.search(r"^(\d{6})$", str(mail.outbox[-1].body), re.MULTILINE)
    assert found
    return found[1]


def later(**time: int) -> None:
    """Moves what was sent into the past."""
    for check in AddressCheck.objects.all():
        check.sent_at -= timedelta(**time)
        check.counted_from -= timedelta(**time)
        check.save()


def ask(holder: str = "draft:1", address: str = MARIA) -> CodeOutcome:
    return send_code(address, holder=holder, language="en")


def test_a_code_confirms_its_address_for_its_holder_only() -> None:
    assert ask() == CodeOutcome.SENT
    assert confirm_address("Maria@Example.org", code_in_mail(), holder="draft:1") == CodeOutcome.CONFIRMED
    assert AddressCheck.objects.confirmed(MARIA, holder="draft:1").exists()
    assert not AddressCheck.objects.confirmed(MARIA, holder="draft:2").exists()


def test_the_code_itself_is_kept_nowhere() -> None:
    ask()
    check = AddressCheck.objects.get()
    assert code_in_mail() not in check.digest
    confirm_address(MARIA, code_in_mail(), holder="draft:1")
    check.refresh_from_db()
    assert check.digest == ""


def test_five_wrong_tries_end_a_code() -> None:
    ask()
    code = code_in_mail()
    wrong = "000000" if code != "000000" else "111111"
    outcomes = [confirm_address(MARIA, wrong, holder="draft:1") for _try in range(6)]
    assert outcomes == [CodeOutcome.WRONG] * 4 + [CodeOutcome.SPENT] * 2
    assert confirm_address(MARIA, code, holder="draft:1") == CodeOutcome.SPENT


def test_a_code_is_good_for_twenty_minutes() -> None:
    ask()
    later(minutes=21)
    assert confirm_address(MARIA, code_in_mail(), holder="draft:1") == CodeOutcome.EXPIRED
    assert confirm_address(MARIA, "123456", holder="draft:never") == CodeOutcome.EXPIRED


def test_codes_do_not_come_one_after_the_other() -> None:
    assert [ask(), ask()] == [CodeOutcome.SENT, CodeOutcome.TOO_SOON]
    assert [message.to for message in mail.outbox] == [[MARIA]]


def test_one_form_sends_five_codes_an_hour() -> None:
    for _code in range(5):
        assert ask() == CodeOutcome.SENT
        AddressCheck.objects.update(sent_at=timezone.now() - timedelta(minutes=1))
    assert ask() == CodeOutcome.TOO_MANY
    later(minutes=61)
    assert ask() == CodeOutcome.SENT


def test_many_forms_do_not_flood_one_mailbox() -> None:
    outcomes = [ask(f"draft:{number}") for number in range(12)]
    assert outcomes == [CodeOutcome.SENT] * 10 + [CodeOutcome.TOO_MANY] * 2
    assert ask("draft:1", "petros@example.org") == CodeOutcome.SENT
