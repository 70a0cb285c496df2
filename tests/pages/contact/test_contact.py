"""The contact page shows every office; correct without a script."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.gis.geos import Point
from django.core.exceptions import ValidationError
from django.test import Client

from cms.audit.models import Deed
from opendata.tables.models import Collection
from pages.base.positions import PositionFormField
from pages.offices.actions import remove_office
from tests.factories.offices import office

pytestmark = pytest.mark.django_db
HERE = Point(23.7275, 37.9838, srid=4326)


def test_hours_stand_on_the_page_and_what_a_script_needs_beside_them(
    client: Client, assert_public: Callable[[Any], str]
) -> None:
    office(
        hours=[(0, "08:00", "14:00"), (1, "08:00", "14:00"), (1, "17:00", "20:00")], phones=["210 000 0001"]
    )
    text = assert_public(client.get("/en/contact/?fresh"))
    assert "8:00–14:00" in text
    assert "17:00–20:00" in text
    assert 'href="tel:2100000001"' in text
    spans = re.search(r'data-spans="([^"]*)"', text)
    assert spans is not None
    listed = json.loads(spans[1].replace("&quot;", '"'))
    assert all(start < end for start, end, *_words in listed)
    assert {tuple(words[:2]) for _start, _end, *words in listed} <= {("8:00", "14:00"), ("17:00", "20:00")}
    # Nothing on a kept page says by itself whether it is open now.
    assert ">Open now" not in text


def test_search_engines_are_told_of_the_office(client: Client) -> None:
    office(position=HERE, hours=[(0, "08:00", "14:00")])
    found = re.search(
        r'<script type="application/ld\+json">(.*?)</script>', client.get("/en/contact/").content.decode()
    )
    assert found is not None
    told = json.loads(found[1])
    assert told["@type"] == "GovernmentOffice"
    assert told["openingHoursSpecification"][0]["dayOfWeek"] == "https://schema.org/Monday"
    assert told["geo"]["latitude"] == 37.9838


def test_an_office_is_open_data_until_it_is_taken_away() -> None:
    made = office(position=HERE)
    rows = Collection.objects.get(dataset__name="offices")
    assert rows.row_count == 1
    remove_office(made, by=None)
    rows.refresh_from_db()
    assert rows.row_count == 0
    deeds = Deed.objects.filter(subject_type="pages_offices.office").order_by("pk")
    assert [deed.verb for deed in deeds] == ["created", "deleted"]


def test_the_page_costs_the_same_for_few_and_for_many(
    client: Client, count_queries: Callable[[], Any]
) -> None:
    office("one")
    client.get("/en/contact/?fresh")
    with count_queries() as few:
        client.get("/en/contact/?fresh")
    for number in range(5):
        office(f"more-{number}")
    with count_queries() as many:
        client.get("/en/contact/?fresh")
    assert len(many) == len(few)


@pytest.mark.parametrize("text", ["37.9838, 23.7275", "37,9838 23,7275", " 37.9838;23.7275 "])
def test_a_position_is_typed_as_two_numbers(text: str) -> None:
    assert PositionFormField().clean(text).coords == (23.7275, 37.9838)


@pytest.mark.parametrize("text", ["99, 23", "nowhere at all", "<script>", "37.98"])
def test_what_is_no_place_is_refused(text: str) -> None:
    with pytest.raises(ValidationError):
        PositionFormField().clean(text)


def sent(*hours: tuple[str, str, str]) -> dict[str, str]:
    fields = {
        "names_el": "Γραφείο", "names_en": "Desk", "code": "desk", "notes_el": "", "notes_en": "", "department": "",
        "addresses_el": "", "addresses_en": "", "directions_el": "", "directions_en": "", "position": "",
        "phones": "210 000 0001, 210 000 0002", "email": "", "keeps_holidays": "on", "order": "10",
        "hours-TOTAL_FORMS": str(len(hours)), "hours-INITIAL_FORMS": "0", "hours-MIN_NUM_FORMS": "0",
        "hours-MAX_NUM_FORMS": "1000", "exceptions-TOTAL_FORMS": "0", "exceptions-INITIAL_FORMS": "0",
        "exceptions-MIN_NUM_FORMS": "0", "exceptions-MAX_NUM_FORMS": "1000",
    }  # fmt: skip
    for number, (day, opens, closes) in enumerate(hours):
        fields |= {
            f"hours-{number}-weekday": day, f"hours-{number}-opens": opens, f"hours-{number}-closes": closes,
            f"hours-{number}-id": "", f"hours-{number}-ORDER": str(number + 1), f"hours-{number}-DELETE": "",
        }  # fmt: skip
    return fields


def test_staff_keep_an_office_with_its_hours(admin_client: Client, client: Client) -> None:
    address = "/admin/snippets/pages_offices/office/add/"
    assert admin_client.get(address).status_code == 200
    assert (
        admin_client.post(address, sent(("0", "08:00", "14:00"), ("0", "17:00", "20:00"))).status_code == 302
    )
    assert "17:00–20:00" in client.get("/en/contact/?fresh").content.decode()


def test_hours_that_lie_over_each_other_are_refused(admin_client: Client) -> None:
    answer = admin_client.post(
        "/admin/snippets/pages_offices/office/add/", sent(("0", "08:00", "14:00"), ("0", "13:00", "20:00"))
    )
    assert answer.status_code == 200
    assert "lie over others" in answer.content.decode() or "πέφτουν πάνω" in answer.content.decode()
