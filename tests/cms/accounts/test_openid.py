"""Signing in by OpenID Connect, against a real provider on loopback."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from allauth.account.models import EmailAddress
from allauth.socialaccount.models import SocialAccount
from django.core import mail
from django.test import Client
from oidc_provider_mock import User as Citizen
from oidc_provider_mock import run_server_in_thread

from cms.accounts.models import User
from tests.factories.accounts import make_resident, make_staff

pytestmark = pytest.mark.django_db
START = "/en/account/with/state/"


@pytest.fixture(scope="module")
def provider() -> Iterator[str]:
    """The address of a running provider that knows three citizens."""
    citizens = [
        Citizen(
            sub="anna",
            claims={
                "email": "anna@town.test",
                "email_verified": True,
                "given_name": "Άννα",
                "family_name": "Π",
            },
        ),
        Citizen(sub="nikos", claims={"email": "nikos@town.test", "email_verified": False}),
        Citizen(sub="silent", claims={}),
    ]
    with run_server_in_thread(user_claims=citizens) as server:
        yield f"http://localhost:{server.server_port}"


@pytest.fixture
def configured(settings, provider):
    """One provider, as OPENID_PROVIDERS would name it."""

    def configure(**more: object) -> None:
        settings.SOCIALACCOUNT_PROVIDERS = {
            "openid_connect": {
                "APPS": [
                    {
                        "provider_id": "state",
                        "name": "State sign-in",
                        "client_id": "portal",
                        "secret": "secret",
                        "settings": {"server_url": provider, **more},
                    }
                ]
            }
        }

    configure()
    return configure


def go_and_come_back(client: Client, who: str, start: str = START):
    """To the provider, where one says who one is, and back; the portal's answer to the coming back."""
    away = client.post(start)
    assert away.status_code == 302
    there = httpx.post(away["Location"], data={"sub": who, "action": "authorize"}, follow_redirects=False)
    assert there.status_code in {302, 303}, there.text
    back = urlsplit(there.headers["location"])
    assert back.path == "/account/with/state/callback/"
    return client.get(f"{back.path}?{back.query}", HTTP_ACCEPT_LANGUAGE="en")


def who_is_in(client: Client) -> str:
    found = re.search(r"You are signed in as ([^ ]+)\.", client.get("/en/account/").content.decode())
    return found.group(1) if found else ""


def test_the_sign_in_page_offers_the_provider_and_leaves_the_page_by_post_only(client, configured, provider):
    page = client.get("/en/account/login/")
    assert "State sign-in" in page.content.decode()
    assert f'action="{START}' in page.content.decode()
    assert client.get(START).status_code == 200
    policy = page["Content-Security-Policy"]
    assert f"form-action 'self' {provider}" in policy
    assert provider not in policy.replace(f"form-action 'self' {provider}", "")


def test_a_citizen_signs_in_and_has_an_account(client, configured):
    answer = go_and_come_back(client, "anna")
    assert answer["Location"] == "/en/my/"
    assert who_is_in(client) == "anna@town.test"
    anna = User.objects.get(email="anna@town.test")
    assert (anna.first_name, anna.has_usable_password()) == ("Άννα", False)
    assert EmailAddress.objects.get(user=anna).verified


def test_the_second_time_it_is_the_same_account(client, configured):
    go_and_come_back(client, "anna")
    go_and_come_back(Client(SERVER_NAME="town.test"), "anna")
    assert User.objects.count() == 1


def test_one_goes_on_to_where_one_wanted_to_go(client, configured):
    assert go_and_come_back(client, "anna", f"{START}?next=/en/maps/")["Location"] == "/en/maps/"
    other = Client(SERVER_NAME="town.test")
    assert "evil" not in go_and_come_back(other, "anna", f"{START}?next=https://evil.example/")["Location"]


def test_an_address_that_the_provider_has_not_proved_is_proved_here(client, configured):
    answer = go_and_come_back(client, "nikos")
    assert answer["Location"] == "/en/account/email/confirm/"
    assert who_is_in(client) == ""
    assert mail.outbox[0].to == ["nikos@town.test"]


def test_a_citizen_without_an_address_is_asked_for_one(client, configured):
    answer = go_and_come_back(client, "silent")
    assert answer["Location"] == "/en/account/with/signup/"
    page = client.get(answer["Location"])
    assert page.status_code == 200
    client.post(answer["Location"], {"email": "silent@town.test"})
    assert mail.outbox[0].to == ["silent@town.test"]


def test_the_same_address_does_not_open_an_account_of_somebody_else(client, configured):
    make_resident("anna@town.test")
    go_and_come_back(client, "anna")
    assert who_is_in(client) == ""
    assert not SocialAccount.objects.exists()
    assert "/en/account/login/" in mail.outbox[0].body


def test_where_the_operator_trusts_the_provider_it_opens_a_residents_account(client, configured):
    configured(email_authentication=True)
    anna = make_resident("anna@town.test")
    go_and_come_back(client, "anna")
    assert who_is_in(client) == "anna@town.test"
    assert SocialAccount.objects.get().user == anna


def test_but_never_an_account_of_the_staff(client, configured):
    configured(email_authentication=True)
    make_staff("anna@town.test")
    go_and_come_back(client, "anna")
    assert who_is_in(client) == ""
    assert client.get("/admin/").status_code == 302


def test_a_resident_connects_the_provider_to_their_own_account(client, configured):
    anna = make_resident("other@town.test")
    client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
    assert "State sign-in" in client.get("/en/account/with/").content.decode()
    go_and_come_back(client, "anna", f"{START}?process=connect")
    assert SocialAccount.objects.get().user == anna
    assert client.get("/en/account/with/").status_code == 200


@pytest.mark.parametrize(
    "query", ["", "?code=x&state=y", "?error=access_denied", "?error=access_denied&state=y"]
)
def test_coming_back_with_nonsense_is_an_error_page_not_a_crash(client, configured, query):
    answer = client.get(f"/account/with/state/callback/{query}", follow=True)
    assert answer.status_code in {200, 400, 401, 403}
    assert who_is_in(client) == ""


def test_an_answer_meant_for_another_browser_signs_nobody_in(client, configured):
    away = client.post(START)
    there = httpx.post(away["Location"], data={"sub": "anna", "action": "authorize"}, follow_redirects=False)
    back = urlsplit(there.headers["location"])
    victim = Client(SERVER_NAME="town.test")
    victim.get(f"{back.path}?{back.query}")
    assert who_is_in(victim) == ""
    assert "state" in parse_qs(back.query)


def test_an_unknown_provider_is_not_found(client, configured):
    assert client.post("/en/account/with/nobody/").status_code == 404
    assert client.get("/account/with/nobody/callback/").status_code == 404


def test_a_provider_that_does_not_answer_is_an_error_page(client, configured):
    configured(server_url="http://127.0.0.1:1")
    answer = client.post(START)
    assert answer.status_code == 502
    assert "/en/account/login/" in answer.content.decode()
