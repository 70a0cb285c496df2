"""What comes back after it was sent is noted with the server's own words, and told to whoever it is about."""

from __future__ import annotations

import logging
import sys
from collections.abc import Sequence
from io import BytesIO, TextIOWrapper

import pytest
from django.core.mail import EmailMessage
from django.core.management import call_command
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.notifications.actions import write_mail
from cms.notifications.bounces import MOST_BYTES, read_bounce
from cms.notifications.choices import MailState
from cms.notifications.delivery import deliver
from cms.notifications.models import OutgoingMail
from tests.factories.cases import make_case

REPORT = """\
From: MAILER-DAEMON@relay.example.org
To: portal@town.test
Subject: Undelivered Mail Returned to Sender
MIME-Version: 1.0
Content-Type: multipart/report; report-type=delivery-status; boundary="b"

--b
Content-Type: text/plain

It could not be delivered.
--b
Content-Type: message/delivery-status

Reporting-MTA: dns; relay.example.org

{groups}

--b
Content-Type: {kind}

From: portal@town.test
Message-ID: {message_id}
Subject: Your request

--b--
"""


GROUP = """\
Final-Recipient: rfc822; {final}
Action: {action}
Status: 5.2.2
Diagnostic-Code: smtp; 552 5.2.2 The mailbox\x07 is full"""


def group(final: str, given: str = "", action: str = "failed") -> str:
    """What a report says of one address."""
    first = f"Original-Recipient: rfc822; {given}\n" if given else ""
    return first + GROUP.format(final=final, action=action)


def report(
    message_id: str, action: str = "failed", kind: str = "text/rfc822-headers", groups: Sequence[str] = ()
) -> bytes:
    told = "\n\n".join(groups or [group("anna@example.org", action=action)])
    return REPORT.format(message_id=message_id, groups=told, kind=kind).encode()


def take(raw: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", TextIOWrapper(BytesIO(raw)))
    call_command("take_bounce")


def sent(*others: str, about: str = "") -> OutgoingMail:
    to = ["anna@example.org", *others]
    mail = write_mail(EmailMessage("Hello", "You.", "portal@town.test", to), about=about)
    assert mail is not None
    deliver(mail.pk)
    mail.refresh_from_db()
    assert mail.state == MailState.SENT
    return mail


@pytest.mark.django_db
@pytest.mark.parametrize("kind", ["text/rfc822-headers", "message/rfc822"])
def test_a_letter_that_came_back_stands_in_its_case_once(kind: str, monkeypatch: pytest.MonkeyPatch) -> None:
    case = make_case()
    mail = sent(about=f"case {case.pk}")
    assert mail.message_id in report(mail.message_id).decode()
    for _time in range(2):
        take(report(mail.message_id, kind=kind), monkeypatch)
    mail.refresh_from_db()
    told = "anna@example.org 5.2.2 552 5.2.2 The mailbox is full"
    assert (mail.state, mail.last_error) == (MailState.BOUNCED, told)
    (entry,) = case.timeline.filter(kind="delivery")
    assert told in entry.text
    assert entry.is_public is False


@pytest.mark.django_db
def test_every_address_that_failed_is_noted_once_whoever_reports_it(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = sent("Boris <Boris@example.org>", "carl@example.org", "dora@example.org")

    def noted(*groups: str) -> list[str]:
        """Addresses of the lines, after one more report."""
        take(report(mail.message_id, groups=groups), monkeypatch)
        mail.refresh_from_db()
        return [line.partition(" ")[0] for line in mail.last_error.splitlines()]

    # Passed on before it failed, in other letters, to nobody of ours, and delivered.
    first = [
        group("a.vlachou@elsewhere.test", given="anna@example.org"),
        group("BORIS@example.org"),
        group("strange@example.org"),
        group("carl@example.org", action="delivered"),
    ]
    assert noted(*first) == ["anna@example.org", "boris@example.org"]
    assert mail.last_error.endswith("boris@example.org 5.2.2 552 5.2.2 The mailbox is full")
    # Another server reports later; what is noted stands there once.
    assert noted(group("carl@example.org")) == ["anna@example.org", "boris@example.org", "carl@example.org"]
    assert noted(*first, group("strange@example.org")) == [
        "anna@example.org",
        "boris@example.org",
        "carl@example.org",
    ]


@pytest.mark.django_db
def test_a_letter_that_was_passed_on_came_back_too(monkeypatch: pytest.MonkeyPatch) -> None:
    mail = sent()
    for _time in range(2):
        take(report(mail.message_id, groups=[group("a.vlachou@elsewhere.test")]), monkeypatch)
    mail.refresh_from_db()
    told = "a.vlachou@elsewhere.test 5.2.2 552 5.2.2 The mailbox is full"
    assert (mail.state, mail.last_error) == (MailState.BOUNCED, told)


@pytest.mark.django_db
def test_what_is_no_bounce_of_ours_changes_nothing_and_is_a_line_of_the_log(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    mail = sent()
    caplog.set_level(logging.INFO)
    for raw in (
        b"",
        b"\xff\x00nothing",
        b"Subject: hello\n\nOut of office",
        report(mail.message_id, action="delayed"),
        report("<forged@evil.test>"),
        report(""),
        b"Content-Type: multipart/mixed; boundary=x\n\n"
        + b"--x\nContent-Type: multipart/mixed; boundary=x\n\n" * 3_000,
        report("<forged@evil.test>") + b"x" * (3 * MOST_BYTES),
    ):
        caplog.clear()
        take(raw, monkeypatch)
        assert [record.levelname for record in caplog.records] == ["WARNING"]
    mail.refresh_from_db()
    assert mail.state == MailState.SENT


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.integers(0, 600))
def test_bytes_of_any_kind_in_a_report_give_one_line_or_nothing(noise: bytes, at: int) -> None:
    raw = report("<a1@town.test>")
    found = read_bounce(raw[:at] + noise + raw[at:])
    assert found is None or (found.words.isprintable() and len(found.words) <= 500)
