"""Content pages and sections."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.models import Page

from pages.content.choices import ChildOrder
from pages.content.models import ContentPage, SectionPage
from tests.factories.pages import content, home, link, section

pytestmark = pytest.mark.django_db

EVERYTHING = [
    ("text", "<h2>Words</h2><p>Running text.</p>"),
    ("facts", {"facts": [{"icon": "euro", "label": "Cost", "value": "Free"}]}),
    ("steps", {"heading": "Steps", "steps": [{"title": "First", "text": "<p>Do it.</p>"}]}),
    ("note", {"kind": "warm", "title": "Mind", "text": "The gap."}),
    ("call_to_action", {**link("Go", "/data/"), "heading": "Now", "text": "Begin."}),
    ("accordion", {"heading": "Questions", "items": [{"title": "Why?", "text": "<p>Because.</p>"}]}),
    (
        "table",
        {
            "caption": "Hours",
            "columns": [{"type": "text", "heading": "Day"}, {"type": "number", "heading": "From"}],
            "rows": [{"values": ["Monday", "8:00"]}],
        },
    ),
    (
        "links",
        {"heading": "Links", "links": [{**link("Data", "/data/"), "tag": "now", "text": ""}], "more": []},
    ),
    (
        "cards",
        {
            "heading": "Cards",
            "cards": [
                {**link("Card", "/data/"), "kicker": "", "text": "", "image": None, "icon": "map", "tone": ""}
            ],
            "more": [],
        },
    ),
    ("map", {"heading": "Map", "map_name": "trees", "filters": "protected=true", "sentence": "Look."}),
]


def test_a_page_of_all_blocks_serves_everybody_alike(
    client: Client, assert_public: Callable[..., str]
) -> None:
    content("Everything", blocks=EVERYTHING, slug="everything")
    text = assert_public(client.get("/en/everything/?fresh"))
    for words in (
        "Running text.",
        "Free",
        "Do it.",
        "The gap.",
        "Begin.",
        "Because.",
        "8:00",
        "now",
        "Card",
        "Look.",
    ):
        assert words in text


def test_a_map_on_a_page_keeps_its_filters(client: Client) -> None:
    content("With a map", blocks=EVERYTHING[-1:], slug="mapped")
    assert b"/maps/embed/trees/?protected=true&amp;lang=en" in client.get("/en/mapped/").content


def test_a_map_that_nobody_knows_any_more_is_left_out(client: Client) -> None:
    content("Old", blocks=[("map", {**EVERYTHING[-1][1], "map_name": "gone"})], slug="old")
    response = client.get("/en/old/")
    assert response.status_code == 200
    assert b"<iframe" not in response.content


def test_a_section_lists_its_public_pages(client: Client) -> None:
    parent = section("Leaflets", slug="leaflets")
    content("Shown", parent=parent, slug="shown", summary="In one sentence.")
    content("Hidden", parent=parent, slug="hidden").unpublish()
    text = client.get("/en/leaflets/").content.decode()
    assert "Shown" in text
    assert "In one sentence." in text
    assert "Hidden" not in text


def test_an_empty_section_says_what_will_be_here(client: Client) -> None:
    section("Leaflets", slug="leaflets")
    assert b"Nothing here yet" in client.get("/en/leaflets/").content


def test_news_come_newest_first() -> None:
    parent = section("Old news", slug="old-news", children_order=ChildOrder.NEWEST)
    for day in (3, 20, 11):
        page = content(f"On day {day}", parent=parent)
        Page.objects.filter(pk=page.pk).update(first_published_at=datetime(2026, 5, day, tzinfo=UTC))
    assert [page.title for page in parent.children_shown()] == ["On day 20", "On day 11", "On day 3"]


def test_pages_by_title_stand_in_the_order_of_the_alphabet() -> None:
    parent = section("Άρθρα", slug="articles", children_order=ChildOrder.TITLE)
    for title in ("Ώρες", "ωδείο", "Έντυπα", "Αιτήσεις", "Άδειες"):
        content(title, parent=parent)
    assert [page.title for page in parent.children_shown()] == [
        "Άδειες",
        "Αιτήσεις",
        "Έντυπα",
        "ωδείο",
        "Ώρες",
    ]


def test_sections_stand_below_home_and_content_below_anything_but_data() -> None:
    assert SectionPage in home().specific_class.allowed_subpage_models()
    assert ContentPage in SectionPage.allowed_subpage_models()
    assert SectionPage not in ContentPage.allowed_subpage_models()


def test_breadcrumbs_lead_from_home_to_the_parent(client: Client) -> None:
    parent = section("Leaflets", slug="leaflets")
    content("Deep", parent=parent, slug="deep")
    trail = client.get("/en/leaflets/deep/").context["breadcrumbs"]
    assert trail == [{"title": "Home", "url": "/en/"}, {"title": "Leaflets", "url": "/en/leaflets/"}]


def test_an_administrator_edits_a_content_page_and_previews_it(admin_client: Client) -> None:
    page = content("Leaflet", slug="leaflet", blocks=EVERYTHING)
    assert admin_client.get(reverse("wagtailadmin_pages:edit", args=[page.pk])).status_code == 200
    preview = admin_client.get(reverse("wagtailadmin_pages:view_draft", args=[page.pk]))
    assert preview.status_code == 200
    assert "private" in preview["Cache-Control"]


def test_a_draft_is_not_public(client: Client) -> None:
    page = content("Leaflet", slug="leaflet")
    page.title = "Changed in a draft"
    page.save_revision()
    assert b"Changed in a draft" not in client.get("/en/leaflet/").content
