"""Campaigns, "apply now", related pages, quotes, people, offices and their hours."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from wagtail.blocks import StructBlockValidationError

from pages.blocks import previews
from pages.blocks.apply import ApplyBlock
from pages.blocks.campaign import CampaignBlock
from pages.blocks.people import HoursBlock, OfficesBlock
from pages.blocks.periods import Phase, phase_of
from pages.blocks.related import RelatedBlock, found_pages
from tests.factories.offices import office
from tests.factories.pages import content, link, section

pytestmark = pytest.mark.django_db

TODAY = date(2026, 11, 28)


@pytest.mark.parametrize(
    ("first", "last", "phase"),
    [
        (None, None, Phase.DURING),
        (date(2026, 11, 28), date(2026, 11, 28), Phase.DURING),
        (date(2026, 11, 29), None, Phase.BEFORE),
        (None, date(2026, 11, 27), Phase.AFTER),
        (date(2026, 1, 1), date(2026, 12, 31), Phase.DURING),
    ],
)
def test_both_days_belong_to_a_period(first: date | None, last: date | None, phase: Phase) -> None:
    assert phase_of(first, last, TODAY) is phase


CAMPAIGN = {
    **link("Take part", "/take-part/"),
    "heading": "A thousand trees",
    "text": "",
    "phase": "We plant",
    "first": None,
    "last": None,
    "reached": "612",
    "goal": "1000",
    "unit": "trees planted",
    "figures": [],
}
APPLY = {**link("Apply now", "/services/"), "facts": [], "first": None, "last": None, "otherwise": "Call us."}


def cleaned(block: Any, value: dict[str, Any], **changes: Any) -> Any:
    return block.clean(block.to_python({**value, **changes}))


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"first": "2026-12-02", "last": "2026-12-01"}, "last"),
        ({"goal": None}, "goal"),
        ({"goal": "0"}, "goal"),
        ({"reached": "-5"}, "reached"),
        ({"page": None, "address": ""}, "page"),
        ({"address": "javascript:alert(1)"}, "address"),
    ],
)
def test_a_campaign_that_makes_no_sense_is_refused_by_the_field(changes: dict[str, Any], field: str) -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(CampaignBlock(), CAMPAIGN, **changes)
    assert field in refused.value.block_errors


def test_a_campaign_says_how_far_it_has_come(client: Client) -> None:
    content("Trees", slug="trees", blocks=[("campaign", CAMPAIGN)])
    page = client.get("/en/trees/?fresh").content.decode()
    assert '<progress class="progress" max="100" value="61" aria-label="612 of 1,000 trees planted">' in page
    assert '<p class="tag">We plant</p>' in page


def test_a_campaign_beyond_its_goal_fills_the_bar(client: Client) -> None:
    content("Trees", slug="trees", blocks=[("campaign", {**CAMPAIGN, "reached": "1500"})])
    assert 'max="100" value="100"' in client.get("/en/trees/?fresh").content.decode()


def test_the_button_leads_to_the_form_of_the_page(client: Client) -> None:
    service = content("Parking", slug="parking")
    content("Home", slug="page", blocks=[("apply", {**APPLY, **link("Apply now", page=service)})])
    assert (
        '<a class="button button--big" href="/en/parking/apply/">Apply now</a>'
        in client.get("/en/page/?fresh").content.decode()
    )


@pytest.mark.parametrize(
    ("first", "last", "told"),
    [
        ("2126-01-01", None, "Opens on 1 January 2126"),
        (None, "2020-01-31", "It was open until 31 January 2020"),
    ],
)
def test_there_is_no_button_while_the_form_is_closed(
    client: Client, first: str | None, last: str | None, told: str
) -> None:
    content("Home", slug="page", blocks=[("apply", {**APPLY, "first": first, "last": last})])
    page = client.get("/en/page/?fresh").content.decode()
    assert told in page
    assert "Call us." in page
    assert "button--big" not in page


def test_days_of_a_form_go_forward() -> None:
    with pytest.raises(StructBlockValidationError) as refused:
        cleaned(ApplyBlock(), APPLY, first="2026-12-02", last="2026-12-01")
    assert set(refused.value.block_errors) == {"last"}


def test_related_pages_have_their_own_words_and_only_public_ones_are_shown(client: Client) -> None:
    part = section("Street", slug="street")
    content("Parking card", slug="card", parent=part, summary="Park near your home.")
    hidden = content("Draft", slug="draft", parent=part)
    hidden.unpublish()
    block = RelatedBlock()
    below = block.to_python({"heading": "", "pages": [], "below": part.pk, "most": 8})
    assert [page.title for page in found_pages(below)] == ["Parking card"]
    chosen = block.to_python({"heading": "", "pages": [hidden.pk, part.pk], "below": None, "most": 8})
    assert [page.title for page in found_pages(chosen)] == ["Street"]
    content("Cars", slug="cars", blocks=[("related", block.get_prep_value(below))])
    page = client.get("/en/cars/?fresh").content.decode()
    assert '<a href="/en/street/card/">Parking card</a><p class="muted">Park near your home.</p>' in page


@pytest.mark.parametrize("both", [True, False])
def test_related_pages_are_chosen_in_one_way(both: bool) -> None:
    part = section("Street", slug="street")
    value = {"heading": "", "pages": [part.pk] if both else [], "below": part.pk if both else None, "most": 8}
    with pytest.raises(StructBlockValidationError):
        cleaned(RelatedBlock(), value)


def test_offices_stand_in_the_order_of_the_choice(client: Client) -> None:
    office("first", names={"en": "First office"})
    office("second", names={"en": "Second office"})
    chosen = {"heading": "Find us", "offices": ["second", "first", "gone"], "department": ""}
    content("Find us", slug="find", blocks=[("offices", chosen)])
    page = client.get("/en/find/?fresh").content.decode()
    assert page.index("Second office") < page.index("First office")
    assert "8:00–14:00" in page


def test_offices_cost_the_same_queries_however_many_they_are(django_assert_num_queries: Any) -> None:
    block = OfficesBlock()
    value = block.to_python({"heading": "", "offices": [], "department": ""})
    for code in ("first", "second", "third"):
        office(code)
        with django_assert_num_queries(4):
            block.get_context(value)


def test_hours_are_of_an_office_or_typed_and_not_both(client: Client) -> None:
    office("desk")
    typed = [{"days": "Saturday", "hours": "10:00–14:00"}]
    blank = {"heading": "", "with_address": False, "note": ""}
    for chosen, lines in (("desk", typed), ("", [])):
        with pytest.raises(StructBlockValidationError):
            cleaned(HoursBlock(), {**blank, "office": chosen, "lines": lines})
    blocks = [
        ("hours", {**blank, "office": "desk", "lines": []}),
        ("hours", {**blank, "office": "", "lines": typed}),
    ]
    content("Hours", slug="hours", blocks=blocks)
    page = client.get("/en/hours/?fresh").content.decode()
    assert "<h2>Service desk</h2>" in page
    assert "<dt>Saturday</dt><dd>10:00–14:00</dd>" in page


def test_what_people_type_is_escaped(client: Client) -> None:
    evil = "<script>alert(1)</script>"
    people = previews.people()
    people["people"][0]["name"] = evil
    quote = {"text": evil, "name": evil, "role": ""}
    content("Evil", slug="evil", blocks=[("quote", quote), ("people", people)])
    page = client.get("/en/evil/?fresh").content.decode()
    assert evil not in page
    assert page.count("&lt;script&gt;alert(1)&lt;/script&gt;") == 3
