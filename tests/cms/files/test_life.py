"""From the upload to the form that takes it, to whoever may see it, and away."""

from __future__ import annotations

import os
import threading
import time
from datetime import timedelta

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db import IntegrityError, connection, transaction
from django.test import Client, RequestFactory
from django.utils import timezone
from django_tenants.utils import tenant_context

from cms.accounts.rules import may_enter_admin
from cms.audit.models import Deed
from cms.files.actions import claim, claim_all, delete_file, keep_longer
from cms.files.choices import FileState
from cms.files.chores import tidy_up
from cms.files.contract import Owner, serve_private_file
from cms.files.errors import FileRefused, Refusal, WrongMove
from cms.files.models import PrivateFile
from cms.files.registry import readers
from tests.factories.accounts import make_resident, make_staff
from tests.factories.clamd import closed_address
from tests.factories.files import ANNA, BORIS, receive
from tests.factories.hostile import pdf

pytestmark = pytest.mark.django_db
BACKEND = "django.contrib.auth.backends.ModelBackend"


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend=BACKEND)
    return client


def refusal_of(file, **facts):
    with pytest.raises(FileRefused) as refused:
        claim(file.pk, **{"purpose": "tests", "by": ANNA, "taker": "case:1", **facts})
    return refused.value.code


def test_a_form_takes_a_file_once_and_may_ask_again():
    file = receive()
    assert claim(file.pk, purpose="tests", by=ANNA, taker="case:1").claimed_at
    assert claim(str(file.pk), purpose="tests", by=ANNA, taker="case:1").taker == "case:1"
    assert refusal_of(file, taker="case:2") is Refusal.TAKEN
    assert refusal_of(file, taker="case:2", by=BORIS) is Refusal.NOT_THERE


@pytest.mark.parametrize("facts", [{"by": BORIS}, {"by": Owner()}, {"purpose": "other"}])
def test_a_file_of_somebody_else_or_for_something_else_is_not_there(facts):
    assert refusal_of(receive(), **facts) is Refusal.NOT_THERE


@pytest.mark.parametrize("number", ["", "nonsense", "00000000-0000-4000-8000-000000000000"])
def test_a_made_up_number_is_not_there(number):
    with pytest.raises(FileRefused) as refused:
        claim(number, purpose="tests", by=ANNA, taker="case:1")
    assert refused.value.code is Refusal.NOT_THERE


def test_an_infected_file_is_not_taken_and_an_unscanned_one_is(settings):
    settings.CLAMAV_ADDRESS = closed_address()
    infected, unscanned = receive(b"one", "a.txt"), receive(b"two", "b.txt")
    PrivateFile.objects.filter(pk=infected.pk).update(state=FileState.INFECTED, file="")
    assert refusal_of(infected) is Refusal.INFECTED
    assert claim(unscanned.pk, purpose="tests", by=ANNA, taker="case:1").state == FileState.UNSCANNABLE


def test_all_files_of_a_form_are_taken_or_none():
    mine, foreign = receive(), receive(by=BORIS)
    with pytest.raises(FileRefused):
        claim_all([mine.pk, foreign.pk], purpose="tests", by=ANNA, taker="case:1")
    mine.refresh_from_db()
    assert mine.claimed_at is None
    assert len(claim_all([mine.pk, str(mine.pk)], purpose="tests", by=ANNA, taker="case:1")) == 1


def test_two_forms_at_once_cannot_take_the_same_file(transactional_db):
    file, town = receive(), connection.tenant
    start, taken = threading.Barrier(4), []

    def take(number):
        connection.set_tenant(town)
        start.wait()
        try:
            taken.append(claim(file.pk, purpose="tests", by=ANNA, taker=f"case:{number}").taker)
        except FileRefused as refused:
            taken.append(refused.code)
        connection.close()

    threads = [threading.Thread(target=take, args=[number]) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    file.refresh_from_db()
    assert sorted(taken, key=str) == sorted([file.taker, *[Refusal.TAKEN] * 3], key=str)


def test_whoever_signs_in_on_the_way_keeps_the_files():
    request = RequestFactory().get("/")
    request.session, request.user = {}, AnonymousUser()
    before = Owner.of(request)
    file = receive(by=before)
    request.user = make_resident("anna@town.test")
    assert claim(file.pk, purpose="tests", by=Owner.of(request), taker="case:1")
    assert before.token not in str(PrivateFile.objects.values().get())


def test_a_saved_draft_keeps_its_files_longer_and_nobody_elses():
    mine, foreign = receive(), receive(by=BORIS)
    until = timezone.now() + timedelta(days=30)
    assert keep_longer([mine.pk, foreign.pk], by=ANNA, until=until) == 1
    mine.refresh_from_db()
    assert mine.kept_until == until


def test_files_that_no_form_took_go_with_their_bytes(django_capture_on_commit_callbacks):
    orphan, draft, taken = receive(), receive(keep=timedelta(days=30)), receive()
    claim(taken.pk, purpose="tests", by=ANNA, taker="case:1")
    PrivateFile.objects.exclude(pk=draft.pk).update(kept_until=timezone.now() - timedelta(hours=1))
    with django_capture_on_commit_callbacks(execute=True):
        assert tidy_up().startswith("1 unclaimed files removed, ")
    assert set(PrivateFile.objects.values_list("pk", flat=True)) == {draft.pk, taken.pk}
    assert [file.path.exists() for file in (orphan, draft, taken)] == [False, True, True]


def test_bytes_of_an_upload_that_was_undone_are_swept_up():
    kept = receive()
    with transaction.atomic():
        undone = receive()
        transaction.set_rollback(True)
    young = kept.path.with_name("young.jpg")
    young.write_bytes(b"x")
    yesterday = time.time() - 25 * 3600
    for path in (kept.path, undone.path):
        os.utime(path, (yesterday, yesterday))
    tidy_up()
    assert [path.exists() for path in (kept.path, undone.path, young)] == [True, False, True]
    young.unlink()


def test_a_removed_file_loses_its_bytes_after_the_commit(django_capture_on_commit_callbacks):
    file = receive()
    with django_capture_on_commit_callbacks(execute=True):
        delete_file(file, by=None)
        assert file.path.exists()
    assert not file.path.exists()
    assert Deed.objects.filter(verb="deleted").count() == 0
    taken = receive()
    claim(taken.pk, purpose="tests", by=ANNA, taker="case:1")
    delete_file(taken, by=make_staff())
    assert Deed.objects.get(verb="deleted").subject == "photo.jpg"


@pytest.mark.parametrize(
    "wrong",
    [
        {"taker": "case:1"},
        {"claimed_at": timezone.now()},
        {"state": FileState.INFECTED},
        {"state": "fine"},
        {"kind": "exe"},
    ],
)
def test_the_database_itself_refuses_what_cannot_be(wrong):
    file = receive()
    with pytest.raises(IntegrityError), transaction.atomic():
        PrivateFile.objects.filter(pk=file.pk).update(**wrong)


def test_a_verdict_is_final():
    with pytest.raises(WrongMove):
        receive().move_to(FileState.SCANNING)


def test_until_a_form_takes_it_only_its_owner_sees_a_file(client):
    anna = make_resident("anna@town.test")
    file = receive(by=Owner(user=anna))
    asked = {"anna": browser_of(anna), "boris": browser_of(make_resident("b@town.test")), "nobody": client}
    assert {name: one.get(file.url).status_code for name, one in asked.items()} == {
        "anna": 200,
        "boris": 404,
        "nobody": 404,
    }


def test_then_whoever_the_purposes_rule_lets_and_nobody_without_a_rule(client):
    anna, officer = make_resident("anna@town.test"), make_staff()
    if "tests-read-by-staff" not in readers:
        readers.add(
            "tests-read-by-staff", lambda visitor, file: may_enter_admin(visitor) and file.taker == "case:1"
        )
    ruled = receive(by=Owner(user=anna), purpose="tests-read-by-staff")
    unruled = receive(by=Owner(user=anna))
    for file in (ruled, unruled):
        claim(file.pk, purpose=file.purpose, by=Owner(user=anna), taker="case:1")
    answers = [
        [browser.get(file.url).status_code for file in (ruled, unruled)]
        for browser in (browser_of(officer), browser_of(anna), client)
    ]
    assert answers == [[200, 404], [404, 404], [404, 404]]


def test_another_municipality_has_no_such_file(other_town, other_client):
    anna = make_resident("anna@town.test")
    file = receive(by=Owner(user=anna))
    with tenant_context(other_town):
        assert not PrivateFile.objects.filter(pk=file.pk).exists()
        other_client.force_login(make_resident("anna@town.test"), backend=BACKEND)
    assert other_client.get(file.url).status_code == 404


def test_a_file_is_handed_out_so_that_no_browser_runs_guesses_or_keeps_it():
    anna = make_resident("anna@town.test")
    file = receive(pdf(), "Βεβαίωση.pdf", by=Owner(user=anna))
    answer = browser_of(anna).get(file.url)
    headers = (
        "Content-Type",
        "X-Content-Type-Options",
        "Content-Security-Policy",
        "Cache-Control",
        "Accept-Ranges",
    )
    assert [answer[name] for name in headers] == [
        "application/pdf",
        "nosniff",
        "default-src 'none'; sandbox",
        "private, no-store",
        "bytes",
    ]
    assert answer["Content-Disposition"] == (
        "attachment; filename*=utf-8''%CE%92%CE%B5%CE%B2%CE%B1%CE%AF%CF%89%CF%83%CE%B7.pdf"
    )
    assert b"".join(answer.streaming_content) == pdf()
    part = browser_of(anna).get(file.url, headers={"Range": "bytes=0-4"})
    assert (part.status_code, b"".join(part.streaming_content)) == (206, b"%PDF-")
    assert browser_of(anna).post(file.url).status_code in (403, 405)


def test_only_a_picture_is_shown_in_place():
    anna = make_resident("anna@town.test")
    picture, paper = receive(by=Owner(user=anna)), receive(pdf(), "a.pdf", by=Owner(user=anna))
    shown = [browser_of(anna).get(f"{file.url}?show")["Content-Disposition"] for file in (picture, paper)]
    assert shown == ['inline; filename="photo.jpg"', 'attachment; filename="a.pdf"']


@pytest.mark.parametrize(
    ("facts", "status"),
    [
        ({"state": FileState.UNSCANNABLE, "next_scan_at": timezone.now()}, 503),
        ({"state": FileState.UNSCANNABLE, "next_scan_at": None}, 403),
        ({"state": FileState.INFECTED, "file": ""}, 410),
    ],
)
def test_what_is_not_known_to_be_clean_is_never_handed_out(facts, status):
    file = receive()
    PrivateFile.objects.filter(pk=file.pk).update(**facts)
    file.refresh_from_db()
    answer = serve_private_file(RequestFactory().get("/"), file)
    assert (answer.status_code, answer["Cache-Control"]) == (status, "private, no-store")
    assert answer.has_header("Retry-After") == (status == 503)
