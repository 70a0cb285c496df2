"""Signing in with Taxisnet codes, against a stand-in of the service on loopback."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any
from urllib.parse import parse_qs, urlsplit

import pytest
from allauth.socialaccount.models import SocialAccount
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.core import mail
from django.test import Client

from cms.accounts.gsis.person import person_in
from tests.factories.accounts import make_resident

pytestmark = pytest.mark.django_db
START = "/en/account/with/gsis/"
ANNA = (
    '<?xml version="1.0" encoding="UTF-8"?><root><userinfo userid="User012345678" taxid="012345678   " '
    'lastname="ΠΑΠΑΔΑΚΗ" firstname="ΑΝΝΑ " fathername="ΝΙΚΟΣ" mothername="ΕΛΕΝΗ" birthyear="1980"/></root>'
)


class Service(BaseHTTPRequestHandler):
    """Token for the code "good", and the person for that token."""

    person = ANNA

    def log_message(self, *_parts: Any) -> None:
        """Quiet."""

    def do_POST(self) -> None:
        facts = parse_qs(self.rfile.read(int(self.headers["Content-Length"])).decode())
        right = (facts["code"], facts["client_id"], facts["client_secret"]) == (
            ["good"],
            ["portal"],
            ["secret"],
        )
        body = (
            {"access_token": "token", "token_type": "bearer", "expires_in": 60} if right else {"error": "no"}
        )
        self._answer(200 if right else 400, "application/json", json.dumps(body))

    def do_GET(self) -> None:
        right = self.headers["Authorization"] == "Bearer token" and self.path == "/userinfo?format=xml"
        self._answer(200 if right else 401, "text/xml", type(self).person if right else "")

    def _answer(self, status: int, kind: str, text: str) -> None:
        body = text.encode()
        self.send_response(status)
        self.send_header("Content-Type", f"{kind};charset=UTF-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="module")
def service() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Service)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()


@pytest.fixture
def configured(settings: Any, service: str) -> Any:
    Service.person = ANNA
    settings.SOCIALACCOUNT_PROVIDERS = {
        "gsis": {"APPS": [{"client_id": "portal", "secret": "secret", "settings": {"server_url": service}}]}
    }
    return settings


def go_and_come_back(client: Client, code: str = "good", query: str = "") -> Any:
    away = client.post(f"{START}{query}")
    there = urlsplit(away["Location"])
    asked = parse_qs(there.query)
    assert (there.path, asked["response_type"], asked["client_id"]) == (
        "/oauth/authorize",
        ["code"],
        ["portal"],
    )
    assert asked["redirect_uri"] == ["http://town.test/account/with/gsis/callback/"]
    return client.get(
        "/account/with/gsis/callback/", {"code": code, "state": asked["state"][0]}, HTTP_ACCEPT_LANGUAGE="en"
    )


def test_the_button_stands_on_the_sign_in_page_and_the_policy_lets_one_go_there(
    client: Client, configured: Any, service: str
) -> None:
    page = client.get("/en/account/login/")
    assert "Taxisnet" in page.content.decode()
    assert f"form-action 'self' {service}" in page["Content-Security-Policy"]


def test_whoever_comes_first_gives_an_address_and_it_is_proved(client: Client, configured: Any) -> None:
    answer = go_and_come_back(client)
    assert answer["Location"] == "/en/account/with/signup/"
    client.post(answer["Location"], {"email": "anna@town.test"})
    assert mail.outbox[0].to == ["anna@town.test"]


def test_a_resident_connects_it_and_comes_back_to_the_same_account(client: Client, configured: Any) -> None:
    anna = make_resident("anna@town.test")
    client.force_login(anna, backend="django.contrib.auth.backends.ModelBackend")
    go_and_come_back(client, query="?process=connect")
    account = SocialAccount.objects.get()
    assert account.user == anna
    # Neither the tax number nor the parents' names are kept.
    assert account.extra_data == {"first_name": "ΑΝΝΑ", "last_name": "ΠΑΠΑΔΑΚΗ"}
    assert "012345678" not in account.uid
    again = Client(SERVER_NAME="town.test")
    assert go_and_come_back(again)["Location"] == "/en/my/"
    assert "anna@town.test" in again.get("/en/account/").content.decode()


@pytest.mark.parametrize(
    "person",
    ["", "no xml", "<root/>", '<root><userinfo userid="x"/></root>', '<!DOCTYPE a [<!ENTITY b "c">]><a/>'],
)
def test_an_answer_that_names_nobody_is_an_error_page(client: Client, configured: Any, person: str) -> None:
    Service.person = person
    answer = go_and_come_back(client)
    assert answer.status_code in (200, 401, 502)
    assert not SocialAccount.objects.exists()
    with pytest.raises(OAuth2Error):
        person_in(person.encode())


def test_a_wrong_code_signs_nobody_in(client: Client, configured: Any) -> None:
    assert go_and_come_back(client, "bad").status_code in (200, 401, 502)
    assert client.get("/en/account/").status_code == 302


def test_without_settings_there_is_no_such_button(client: Client) -> None:
    assert "Taxisnet" not in client.get("/en/account/login/").content.decode()
    assert client.post(START).status_code == 404
    assert client.get("/account/with/gsis/callback/").status_code == 404
