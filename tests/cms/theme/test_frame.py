from __future__ import annotations

from types import SimpleNamespace
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.template.loader import render_to_string
from django.test import RequestFactory
from django.utils import translation
from django.views.csrf import csrf_failure
from django.views.defaults import page_not_found, permission_denied

from cms.theme.context import language_links, page_frame
from cms.theme.registry import frame_parts


@pytest.fixture
def request_to() -> Any:
    def make(path: str, **town: Any) -> HttpRequest:
        request = RequestFactory().get(path)
        request.user = AnonymousUser()
        if town:
            request.tenant = SimpleNamespace(settings_version=3, **town)  # type: ignore[attr-defined]  # set by the middleware
        return request

    return make


@pytest.fixture
def nobody_fills_the_frame(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(frame_parts, "_things", {})


@pytest.mark.usefixtures("nobody_fills_the_frame")
def test_a_frame_that_nobody_fills_is_still_a_page(request_to: Any) -> None:
    html = render_to_string("theme/base.html", page_frame(request_to("/en/")))

    assert '<main id="main"' in html
    assert "mainnav" not in html
    assert "<title></title>" in html


@pytest.mark.usefixtures("nobody_fills_the_frame")
def test_the_town_stands_in_header_footer_and_title(request_to: Any) -> None:
    town = {
        "name": "Town & Sea",
        "tagline": "By the water",
        "languages": ["el", "en"],
        "phone": "210 123",
        "crest": None,
    }
    request = request_to("/en/", **town)

    with translation.override("en"):
        html = render_to_string(
            "theme/base.html", {**page_frame(request), "main_menu": [], "footer_columns": []}
        )

    assert "Town &amp; Sea</title>" in html
    assert html.count("Town &amp; Sea") >= 3
    assert "By the water" in html
    assert 'href="tel:210123"' in html
    assert "/town.css?v=3" in html


@pytest.mark.usefixtures("nobody_fills_the_frame")
@pytest.mark.parametrize(("languages", "greek"), [(["el"], 1), (["el", "en"], 1), (["en"], 0)])
def test_greek_letters_come_early_where_they_are_needed(
    request_to: Any, languages: list[str], greek: int
) -> None:
    town = request_to("/en/", name="Town", crest=None, languages=languages)

    with translation.override("en"):
        html = render_to_string("theme/base.html", page_frame(town))

    assert html.count("commissioner-greek") == greek


def test_a_part_is_asked_for_only_when_the_page_shows_it(
    request_to: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(frame_parts, "_things", {"main_menu": lambda _request: asked.append("menu") or []})

    frame = page_frame(request_to("/en/"))
    assert asked == []
    assert list(frame["main_menu"]) == []
    assert asked == ["menu"]


@pytest.mark.usefixtures("nobody_fills_the_frame")
def test_the_page_in_use_is_marked_in_the_menu(request_to: Any) -> None:
    menu = [
        {"title": "Maps", "url": "/en/maps/", "active": True},
        {"title": "Data", "url": "/en/data/", "active": False},
    ]

    html = render_to_string(
        "theme/header.html", {**page_frame(request_to("/en/")), "main_menu": menu, "account_links": []}
    )

    assert '<a href="/en/maps/" aria-current="true">Maps</a>' in html
    assert '<a href="/en/data/">Data</a>' in html


@pytest.mark.parametrize(
    ("path", "greek"),
    [
        ("/en/data/?q=%CE%B5", "/el/data/?q=%CE%B5"),
        ("/en/no/such/place/", "/el/no/such/place/"),
        ("/town.css", "/town.css"),
    ],
)
def test_the_language_switch_leads_to_the_same_page(request_to: Any, path: str, greek: str) -> None:
    with translation.override("en"):
        links = language_links(request_to(path))

    assert [(link["code"], link["url"], link["current"]) for link in links] == [
        ("el", greek, False),
        ("en", path, True),
    ]
    assert [link["name"] for link in links] == ["Ελληνικά", "English"]


def test_a_town_of_one_language_has_no_switch(request_to: Any) -> None:
    request = request_to("/el/", name="Town", languages=["el"])

    assert "langs" not in render_to_string(
        "theme/components/language_switch.html", {"language_links": language_links(request)}
    )


def test_the_page_of_a_broken_server_needs_nothing() -> None:
    html = render_to_string("500.html")

    assert "<h1>" in html
    assert "<script" not in html


@pytest.mark.usefixtures("nobody_fills_the_frame")
@pytest.mark.parametrize(("view", "status"), [(page_not_found, 404), (permission_denied, 403)])
def test_error_pages_stand_in_the_frame(request_to: Any, view: Any, status: int) -> None:
    response = view(request_to("/en/nowhere/<b>/"), Exception("secret"))

    html = response.content.decode()
    assert response.status_code == status
    assert html.count("<h1>") == 1
    assert "masthead" in html
    assert "secret" not in html


@pytest.mark.usefixtures("nobody_fills_the_frame")
def test_a_form_from_a_stale_page_is_answered_in_the_frame(request_to: Any) -> None:
    response = csrf_failure(request_to("/en/"), reason="secret")

    assert response.status_code == 403
    assert "masthead" in response.content.decode()
    assert "secret" not in response.content.decode()
