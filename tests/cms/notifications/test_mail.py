"""Mail is written down with the deed, delivered by the worker, tried again, and never lost from sight."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes
from io import StringIO

import pytest
from django.core.mail import EmailMultiAlternatives, send_mail
from django.core.management import call_command
from django.db import connection, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult
from django_tenants.utils import schema_context, tenant_context

from cms.notifications.actions import send_again
from cms.notifications.choices import MailState
from cms.notifications.delivery import PATIENCE, deliver
from cms.notifications.models import OutgoingMail
from tests.factories.accounts import make_staff
from tests.factories.postbox import Postbox

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings) -> Iterator[Postbox]:
    """Mail goes through the outbox to a real server."""
    ours = Postbox()
    ours.controller.start()
    settings.EMAIL_BACKEND = "cms.notifications.backends.OutboxBackend"
    settings.DELIVERY_EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_HOST = "127.0.0.1"
    settings.EMAIL_PORT = ours.controller.port
    settings.EMAIL_HOST_USER = settings.EMAIL_HOST_PASSWORD = ""
    settings.EMAIL_USE_TLS = settings.EMAIL_USE_SSL = False
    yield ours
    ours.controller.stop()


def work() -> None:
    """What the worker command does, until there is nothing more to do now (it would close a test's connection)."""
    home = connection.tenant
    worker = Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=None,
        worker_id="test",
        excluded_queue_names=[],
    )
    while (row := DBTaskResult.objects.ready().get_locked()) is not None:
        row.claim("test")
        worker.run_task(row)
    connection.set_tenant(home)


def let_time_pass() -> None:
    """Tasks that wait for a later moment are due now."""
    DBTaskResult.objects.filter(status="READY").update(run_after=timezone.now() - timedelta(seconds=1))


def write(subject: str = "Γειά σας", to: str = "anna@town.test") -> None:
    message = EmailMultiAlternatives(subject, "Κείμενο\nFrom here on", "Δήμος <portal@town.test>", [to])
    message.attach_alternative("<p>Κείμενο</p>", "text/html")
    message.send()


@pytest.mark.django_db(transaction=True)
def test_the_worker_command_delivers_for_every_town(server, other_town):
    write("one")
    with tenant_context(other_town):
        write("two")
    home = connection.tenant
    call_command("db_worker", batch=True, interval=0, startup_delay=False, stdout=StringIO())
    assert connection.schema_name == "public", "a task leaves no municipality behind"
    connection.set_tenant(home)
    assert sorted(server.letters[at]["Subject"] for at in range(2)) == ["one", "two"]


def test_a_message_reaches_a_real_server_unchanged(server):
    write()
    work()
    assert server.received[0].rcpt_tos == ["anna@town.test"]
    assert server.received[0].mail_from == "portal@town.test"
    parsed = server.letters[0]
    assert parsed["Subject"] == "Γειά σας"
    assert parsed.get_body(("plain",)).get_content().splitlines() == ["Κείμενο", "From here on"]
    assert parsed.get_body(("html",)).get_content().strip() == "<p>Κείμενο</p>"
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.SENT, 1)
    assert mail.sent_at is not None
    assert bytes(mail.raw) == b""


def test_an_undone_deed_sends_no_mail(server):
    with transaction.atomic():
        write()
        transaction.set_rollback(True)
    work()
    assert server.received == []
    assert not OutgoingMail.objects.exists()


def test_a_server_that_refuses_for_a_while_gets_the_message_once_later(server):
    server.answers = ["451 try later", "421 busy"]
    write()
    work()
    mail = OutgoingMail.objects.get()
    assert (mail.state, mail.attempts) == (MailState.WAITING, 1)
    assert "451" in mail.last_error
    assert mail.next_attempt_at > timezone.now()
    work()
    assert OutgoingMail.objects.get().attempts == 1, "not before its time"
    for _attempt in range(2):
        let_time_pass()
        work()
    mail.refresh_from_db()
    assert (mail.state, mail.attempts, mail.last_error) == (MailState.SENT, 3, "")
    assert len(server.received) == 1


def test_a_server_that_is_not_there_is_tried_until_patience_ends(server, settings):
    settings.EMAIL_PORT = 1
    write()
    for _attempt in range(len(PATIENCE) + 3):
        work()
        let_time_pass()
    mail = OutgoingMail.objects.failed().get()
    assert mail.attempts == len(PATIENCE) + 1
    assert "refused" in mail.last_error.lower()


def test_a_final_refusal_is_not_tried_again_until_an_administrator_says_so(server):
    server.answers = ["550 no such mailbox"]
    write()
    work()
    mail = OutgoingMail.objects.failed().get()
    assert "550" in mail.last_error
    assert send_again(mail.pk, by=make_staff(group="Administrators"))
    assert not send_again(mail.pk, by=make_staff("two@town.test", group="Administrators"))
    work()
    mail.refresh_from_db()
    assert mail.state == MailState.SENT
    assert len(server.received) == 1


def test_every_attempt_carries_the_same_message_id(server):
    server.answers = ["451 later"]
    write()
    first = message_from_bytes(bytes(OutgoingMail.objects.get().raw))["Message-ID"]
    work()
    let_time_pass()
    work()
    assert server.letters[0]["Message-ID"] == first


def test_a_task_that_runs_twice_sends_once(server):
    write()
    number = OutgoingMail.objects.get().pk
    deliver(number)
    deliver(number)
    work()
    assert len(server.received) == 1


def test_mail_whose_task_got_lost_is_found_by_the_next_task(server):
    write("lost")
    DBTaskResult.objects.all().delete()
    OutgoingMail.objects.update(next_attempt_at=timezone.now() - timedelta(hours=1))
    write("found")
    work()
    assert sorted(server.letters[at]["Subject"] for at in range(2)) == ["found", "lost"]


def test_each_towns_mail_lies_and_is_delivered_in_its_own_schema(server, other_town):
    write("one")
    with tenant_context(other_town):
        write("two")
        assert [mail.subject for mail in OutgoingMail.objects.all()] == ["two"]
    work()
    assert sorted(server.letters[at]["Subject"] for at in range(2)) == ["one", "two"]
    assert [(mail.subject, mail.state) for mail in OutgoingMail.objects.all()] == [("one", MailState.SENT)]
    with tenant_context(other_town):
        assert [(mail.subject, mail.state) for mail in OutgoingMail.objects.all()] == [
            ("two", MailState.SENT)
        ]


def test_no_code_lies_about_in_the_shared_tables(server):
    send_mail("Code 1234-5678", "1234-5678", None, ["anna@town.test"])
    assert "1234-5678" not in str(list(DBTaskResult.objects.values()))


def test_outside_a_town_mail_is_delivered_at_once(server):
    with schema_context("public"):
        send_mail("Operator", "text", "portal@town.test", ["ops@town.test"])
    assert server.letters[0]["Subject"] == "Operator"


def test_a_message_to_nobody_is_no_mail(settings):
    settings.EMAIL_BACKEND = "cms.notifications.backends.OutboxBackend"
    assert send_mail("Nobody", "text", None, []) == 0
    assert not OutgoingMail.objects.exists()


def test_line_breaks_in_a_subject_are_refused_and_nothing_is_kept(settings):
    settings.EMAIL_BACKEND = "cms.notifications.backends.OutboxBackend"
    with pytest.raises(ValueError, match="newline"):
        send_mail("Hello\nBcc: everybody@town.test", "text", None, ["anna@town.test"])
    assert not OutgoingMail.objects.exists()


def test_the_demos_folder_holds_mail_that_a_person_can_read(settings, tmp_path):
    settings.EMAIL_BACKEND = "cms.notifications.backends.OutboxBackend"
    settings.DELIVERY_EMAIL_BACKEND = "cms.notifications.backends.FolderBackend"
    settings.EMAIL_FILE_PATH = str(tmp_path / "mail")
    write()
    work()
    (file,) = (tmp_path / "mail").iterdir()
    text = file.read_text()
    assert "To: anna@town.test" in text
    assert "Subject: Γειά σας" in text
    assert "Κείμενο" in text
