"""A municipality answers in its own languages only."""

from __future__ import annotations

import pytest

from cms.municipalities.actions import change_settings

pytestmark = pytest.mark.django_db


@pytest.fixture
def greek_only(town):
    """The first town without English."""
    town.languages = ["el"]
    change_settings(town)
    return town


@pytest.mark.parametrize(
    ("header", "cookie", "wanted"),
    [
        ("", None, "/el/"),
        ("en", None, "/en/"),
        ("en-GB,en;q=0.9,el;q=0.8", None, "/en/"),
        ("de,en;q=0.5", None, "/en/"),
        ("de", None, "/el/"),
        ("*", None, "/el/"),
        ("el;q=0.1,en;q=0.9", None, "/en/"),
        ("en", "el", "/el/"),
        ("el", "en", "/en/"),
        ("en", "de", "/en/"),
        ("x" * 5000, None, "/el/"),
        (";;;=,,,", "../..", "/el/"),
    ],
)
def test_the_bare_address_leads_to_the_best_language(client, header, cookie, wanted):
    if cookie:
        client.cookies["django_language"] = cookie
    answer = client.get("/", HTTP_ACCEPT_LANGUAGE=header)
    assert (answer.status_code, answer["Location"]) == (302, wanted)


@pytest.mark.parametrize("header", ["en", "en-GB,el;q=0.1", "de", ""])
def test_a_town_with_one_language_leads_everybody_there(client, greek_only, header):
    assert client.get("/", HTTP_ACCEPT_LANGUAGE=header)["Location"] == "/el/"


@pytest.mark.parametrize("path", ["/en/", "/en/account/login/", "/en/maps/", "/en/data/", "/de/"])
def test_pages_of_another_language_are_not_there(client, greek_only, path):
    client.cookies["django_language"] = "en"
    answer = client.get(path, HTTP_ACCEPT_LANGUAGE="en", follow=True)
    assert answer.status_code == 404
    assert answer["Content-Language"] == "el"


def test_pages_of_its_own_language_are(client, greek_only):
    answer = client.get("/el/account/login/", HTTP_ACCEPT_LANGUAGE="en")
    assert (answer.status_code, answer["Content-Language"]) == (200, "el")


def test_the_other_towns_languages_do_not_change(greek_only, other_client):
    assert other_client.get("/en/account/login/").status_code == 200


def test_an_address_without_its_language_is_completed(client):
    answer = client.get("/account/login/?next=/x", HTTP_ACCEPT_LANGUAGE="en")
    assert answer["Location"] == "/en/account/login/?next=/x"


def test_a_404_of_an_address_without_languages_stays_one(client):
    assert client.get("/media/nothing/", HTTP_ACCEPT_LANGUAGE="en").status_code == 404
    assert client.get("/documents/999/x.pdf").status_code == 404
