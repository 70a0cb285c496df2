"""The home page: editable, the same for everybody, its figures counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opendata.tables.actions import republish
from pages.base.actions import blocks_json
from pages.home.models import HomePage
from tests.factories.pages import home, link
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def figures(*entries: dict[str, Any]) -> str:
    empty = {
        "collection": "test-trees",
        "distinct": "",
        "where": "",
        "value": "",
        "trend": "",
        "growing": "",
        "tone": "",
    }
    shown = [{**link("things"), **empty, **entry} for entry in entries]
    return blocks_json([("figures", {"heading": "In figures", "figures": shown})])


def test_the_home_page_serves_everybody_alike(client: Client, assert_public: Callable[..., str]) -> None:
    for language in ("el", "en"):
        assert_public(client.get(f"/{language}/?fresh"))


def test_the_question_is_the_only_first_heading(client: Client) -> None:
    text = client.get("/en/").content.decode()
    assert text.count("<h1") == 1
    assert home().question in text


def test_the_search_box_is_a_plain_form(client: Client) -> None:
    text = client.get("/en/").content.decode()
    assert 'action="/en/search/" method="get"' in text


def test_nobody_adds_a_second_home_page_by_hand() -> None:
    parent = home().get_parent()
    assert not HomePage.can_create_at(parent)


def test_figures_are_counted_in_the_data(client: Client, forest: Register) -> None:
    page = home()
    page.sections = figures(
        {"title": "trees in all"},
        {"title": "kinds of trees", "distinct": "test-trees:species"},
        {"title": "protected ones", "where": "test-trees:protected", "value": "true"},
        {"title": "planted in {year}", "where": "test-trees:planted", "value": "latest-year"},
    )
    page.save_revision().publish()
    text = client.get("/en/").content.decode()
    values = [part.split("<")[0] for part in text.split('<div class="figure__value">')[1:]]
    assert values[:3] == ["250", "3", "125"]
    assert "planted in 2020" in text


def test_a_figure_changes_with_the_data(
    client: Client, forest: Register, django_capture_on_commit_callbacks: Callable[..., Any]
) -> None:
    page = home()
    page.sections = figures({"title": "trees in all"})
    page.save_revision().publish()
    assert '<div class="figure__value">250<' in client.get("/en/").content.decode()
    forest.put_points(10, first=1001)
    with django_capture_on_commit_callbacks(execute=True):
        republish(forest.name, by=None)
    assert '<div class="figure__value">260<' in client.get("/en/").content.decode()


def test_a_figure_of_a_dataset_that_is_gone_is_left_out(client: Client) -> None:
    page = home()
    page.sections = figures({"title": "lost things", "collection": "nothing-like-it"})
    page.save_revision().publish()
    response = client.get("/en/")
    assert response.status_code == 200
    assert b"figure__value" not in response.content


def test_an_administrator_edits_the_home_page(admin_client: Client, client: Client) -> None:
    page = home("el")
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    assert admin_client.get(address).status_code == 200
    answer = admin_client.post(
        address,
        {
            "title": page.title,
            "slug": page.slug,
            "question": "Τι χρειάζεστε σήμερα;",
            "lead": "",
            "search_hint": "",
            "summary": "",
            "often-count": "0",
            "doors-count": "0",
            "sections-count": "0",
            "comments-TOTAL_FORMS": "0",
            "comments-INITIAL_FORMS": "0",
            "action-publish": "1",
        },
    )
    assert answer.status_code == 302
    assert "Τι χρειάζεστε σήμερα;" in client.get("/el/").content.decode()


def test_the_user_bar_is_for_editors_only(admin_client: Client, client: Client) -> None:
    assert b"wagtail-userbar" not in client.get("/en/").content
    seen = admin_client.get("/en/")
    assert b"wagtail-userbar" in seen.content
    assert "no-store" in seen["Cache-Control"]


def test_the_home_page_stays_cheap(client: Client, count_queries: Callable[[], Any]) -> None:
    client.get("/en/?fresh")
    with count_queries() as queries:
        client.get("/en/?fresh")
    assert len(queries) <= 12, [query["sql"][:120] for query in queries]
