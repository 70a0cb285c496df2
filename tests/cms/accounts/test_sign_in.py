"""Residents sign in with a code by e-mail."""

from __future__ import annotations

import re
from email.header import decode_header, make_header

import pytest
from allauth.account.models import EmailAddress
from django.core import mail
from django.test import Client
from django.urls import reverse

from cms.accounts.models import User
from tests.factories.accounts import make_resident, make_staff

CODE = re.compile(r"\b\d{4}-\d{4}\b")
pytestmark = pytest.mark.django_db


def code_in(message) -> str:
    found = CODE.search(message.body)
    assert found, message.body
    return found.group()


def ask_for_code(client: Client, email: str, **data: str):
    return client.post("/en/account/login/", {"login": email, **data})


def signed_in(client: Client) -> bool:
    return client.get("/en/account/").status_code == 200


def test_a_resident_signs_in_with_the_code_from_the_mail(client):
    make_resident("anna@town.test")
    asked = ask_for_code(client, "Anna@Town.test")
    assert asked["Location"] == "/en/account/login/code/"
    assert mail.outbox[0].to == ["anna@town.test"]
    answer = client.post("/en/account/login/code/", {"code": code_in(mail.outbox[0])})
    assert answer["Location"] == "/en/my/"
    page = client.get("/en/account/").content.decode()
    assert "anna@town.test" in page


def test_whoever_asks_for_another_code_is_told_that_it_was_sent_and_where_to(client):
    make_resident("anna@town.test")
    ask_for_code(client, "anna@town.test")
    told = "We have sent a new code to anna@town.test."
    assert told not in client.get("/en/account/login/code/").content.decode()
    again = client.post("/en/account/login/code/", {"action": "resend"}, follow=True)
    assert told in again.content.decode()
    assert len(mail.outbox) == 2


def test_the_code_may_be_typed_without_its_hyphen(client):
    make_resident("anna@town.test")
    ask_for_code(client, "anna@town.test")
    client.post("/en/account/login/code/", {"code": code_in(mail.outbox[0]).replace("-", " ")})
    assert signed_in(client)


def test_after_signing_in_one_goes_on_to_where_one_wanted_to_go(client):
    make_resident("anna@town.test")
    ask_for_code(client, "anna@town.test", next="/el/maps/")
    answer = client.post("/en/account/login/code/", {"code": code_in(mail.outbox[0]), "next": "/el/maps/"})
    assert answer["Location"] == "/el/maps/"


@pytest.mark.parametrize(
    "elsewhere", ["https://evil.example/", "//evil.example/", "javascript:alert(1)", "/\\evil.example"]
)
def test_no_other_site_is_gone_on_to(client, elsewhere):
    make_resident("anna@town.test")
    ask_for_code(client, "anna@town.test", next=elsewhere)
    answer = client.post("/en/account/login/code/", {"code": code_in(mail.outbox[0]), "next": elsewhere})
    assert answer["Location"] == "/en/my/"


def test_a_wrong_code_is_said_by_the_field_and_the_third_ends_the_attempt(client):
    make_resident("anna@town.test")
    ask_for_code(client, "anna@town.test")
    wrong = "0000-0000" if code_in(mail.outbox[0]) != "0000-0000" else "1111-1111"
    first = client.post("/en/account/login/code/", {"code": wrong})
    assert first.status_code == 200
    assert 'id="id_code_error"' in first.content.decode()
    client.post("/en/account/login/code/", {"code": wrong})
    third = client.post("/en/account/login/code/", {"code": wrong})
    assert third.status_code == 302
    client.post("/en/account/login/code/", {"code": code_in(mail.outbox[0])})
    assert not signed_in(client)


def test_known_and_unknown_addresses_are_answered_alike(client):
    make_resident("anna@town.test")
    answers = []
    for email in ("anna@town.test", "nobody@town.test"):
        browser = Client(SERVER_NAME="town.test")
        answer = ask_for_code(browser, email)
        page = browser.get(answer["Location"]).content.decode().replace(email, "…")
        answers.append((answer.status_code, answer["Location"], re.sub(r'value="\w{64}"', "", page)))
    assert answers[0] == answers[1]
    assert not CODE.search(mail.outbox[1].body)
    assert "/en/account/signup/" in mail.outbox[1].body


def test_signing_up_does_not_tell_who_is_known_already(client):
    make_resident("anna@town.test")
    locations = {
        Client(SERVER_NAME="town.test").post("/en/account/signup/", {"email": email})["Location"]
        for email in ("anna@town.test", "new@town.test")
    }
    assert locations == {"/en/account/email/confirm/"}
    assert User.objects.filter(email="anna@town.test").count() == 1
    assert "/en/account/login/" in mail.outbox[0].body


def test_a_new_resident_signs_up_with_an_address_and_a_code(client):
    client.post("/el/account/signup/", {"email": "new@town.test"})
    answer = client.post("/el/account/email/confirm/", {"code": code_in(mail.outbox[0])})
    assert answer["Location"] == "/el/my/"
    user = User.objects.get(email="new@town.test")
    assert not user.has_usable_password()
    assert user.language == "el"
    assert EmailAddress.objects.get(user=user).verified


def test_mail_speaks_in_the_name_of_the_municipality_and_in_the_language_of_the_page(client, town):
    make_resident("anna@town.test")
    client.post("/el/account/login/", {"login": "anna@town.test"})
    message = mail.outbox[0]
    assert town.names["el"] in message.subject
    assert town.names["el"] in str(make_header(decode_header(message.from_email)))
    assert "example.com" not in message.body
    assert message.alternatives[0].mimetype == "text/html"
    assert code_in(message) in message.alternatives[0].content


def test_asking_for_codes_again_and_again_is_stopped():
    make_resident("anna@town.test")
    answers = [ask_for_code(Client(SERVER_NAME="town.test"), "anna@town.test") for _attempt in range(5)]
    assert len(mail.outbox) == 3
    assert "id_login_error" in answers[-1].content.decode()


def test_codes_asked_for_in_one_town_do_not_count_in_another(other_town):
    make_resident("anna@town.test")
    for _attempt in range(4):
        ask_for_code(Client(SERVER_NAME="town.test"), "anna@town.test")
    answer = ask_for_code(Client(SERVER_NAME="other.test"), "anna@town.test")
    assert answer["Location"] == "/en/account/login/code/"


def test_a_code_is_worth_nothing_in_another_browser(client):
    make_resident("anna@town.test")
    ask_for_code(client, "anna@town.test")
    other = Client(SERVER_NAME="town.test")
    other.post("/en/account/login/code/", {"code": code_in(mail.outbox[0])})
    assert not signed_in(other)


def test_signing_out_needs_a_post_and_ends_the_session(client):
    client.force_login(make_resident("anna@town.test"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get("/en/account/logout/").status_code == 200
    assert signed_in(client)
    client.post("/en/account/logout/")
    assert not signed_in(client)


def test_a_closed_account_cannot_sign_in(client):
    make_resident("anna@town.test", is_active=False)
    ask_for_code(client, "anna@town.test")
    assert not any(CODE.search(message.body) for message in mail.outbox)


def test_a_resident_cannot_sign_in_with_a_password_even_the_right_one(client):
    make_resident("anna@town.test", password="a-long-password-1")
    answer = client.post(
        "/en/account/login/password/", {"login": "anna@town.test", "password": "a-long-password-1"}
    )
    assert answer.status_code == 200
    assert "govuk-error-summary" in answer.content.decode()
    assert not signed_in(client)


def test_staff_sign_in_with_a_password_and_land_in_the_back_office(client):
    make_staff("ed@town.test", password="a-long-password-1")
    answer = client.post(
        "/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"}
    )
    assert answer["Location"] == "/admin/"
    assert client.session.get_expiry_age() <= 12 * 60 * 60


def test_wrong_passwords_are_counted_and_then_refused(client):
    make_staff("ed@town.test", password="a-long-password-1")
    for _attempt in range(6):
        client.post("/en/account/login/password/", {"login": "ed@town.test", "password": "wrong"})
    answer = client.post(
        "/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"}
    )
    assert answer.status_code in {200, 429}
    assert not signed_in(client)


def test_a_new_address_counts_once_its_code_is_typed_in(client):
    user = make_resident("anna@town.test")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    client.post("/en/account/email/", {"email": "anna2@town.test", "action_add": ""})
    user.refresh_from_db()
    assert user.email == "anna@town.test"
    code = next(code_in(message) for message in mail.outbox if message.to == ["anna2@town.test"])
    client.post("/en/account/email/confirm/", {"code": code})
    user.refresh_from_db()
    assert user.email == "anna2@town.test"
    assert list(EmailAddress.objects.filter(user=user).values_list("email", flat=True)) == ["anna2@town.test"]


@pytest.mark.parametrize(
    "path",
    [
        "password/reset/",
        "password/change/",
        "password/set/",
        "3rdparty/",
        "signup/passkey/",
        "second-factor/trust/",
    ],
)
def test_pages_that_are_not_used_are_not_there(client, path):
    client.force_login(make_resident("anna@town.test"), backend="django.contrib.auth.backends.ModelBackend")
    assert client.get(f"/en/account/{path}").status_code == 404


@pytest.mark.parametrize("name", ["account_login", "account_signup", "account_login_password"])
def test_sign_in_pages_are_never_kept_by_caches(client, name):
    assert "no-store" in client.get(reverse(name))["Cache-Control"]
