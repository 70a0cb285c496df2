"""What visitors see of a service."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from cms.accounts.models import Department
from engagement.intake.placeholders import words_in
from pages.services.editing.tabs import PROCESS
from pages.services.models import ServicePage, Topic
from pages.services.placeholders import FIXED
from pages.services.presenting import duration_of, keywords_of
from tests.factories.offices import office
from tests.factories.services import both, question, service, step

pytestmark = pytest.mark.django_db


def a_form() -> dict[str, Any]:
    return step(both("Ποιος", "Who"), question("email", both("Διεύθυνση", "E-mail")))


def text_of(client: Client, page: ServicePage) -> str:
    response = client.get(f"{page.url}?fresh")
    assert response.status_code == 200
    return response.content.decode()


def data_of(text: str) -> dict[str, Any]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', text)
    assert found is not None
    data: dict[str, Any] = json.loads(found[1])
    return data


@pytest.mark.parametrize(
    ("number", "unit", "told"),
    [
        (None, "days", ""),
        (3, "days", "P3D"),
        (3, "working_days", "P3D"),
        (5, "working_days", "P7D"),
        (20, "working_days", "P28D"),
        (2, "months", "P2M"),
    ],
)
def test_a_promise_becomes_a_duration(number: int | None, unit: str, told: str) -> None:
    assert duration_of(number, unit) == told


def test_every_word_in_braces_that_works_in_a_message_is_told_to_the_editor() -> None:
    with override("en"):
        told = next(str(panel.help_text) for panel in PROCESS if str(panel.heading) == "What we say")
    assert words_in(told) == {*FIXED, "first_name"}


def test_other_words_are_keywords_each_once() -> None:
    assert keywords_of("birth paper, Birth Paper, , record …") == ["Birth Paper", "record"]


def test_the_form_has_one_button_and_says_its_languages(client: Client) -> None:
    page = service("Dogs", a_form(), slug="dogs")
    text = text_of(client, page)
    assert text.count('href="/en/services/dogs/apply/"') == 1
    assert "No account needed." in text
    assert "Greek, English" in text


def test_a_service_without_a_form_sends_people_to_the_counter(client: Client) -> None:
    text = text_of(client, service("Dogs", slug="dogs"))
    assert "There is no online form for it yet." in text
    assert "/apply/" not in text


def test_closed_and_out_of_order_forms_say_so_and_have_no_button(client: Client) -> None:
    later = timezone.now() + timedelta(days=30)
    text = text_of(client, service("Later", a_form(), slug="later", opens_at=later))
    assert "You can send this form from" in text
    assert "/apply/" not in text.replace("Online form:", "").partition("<main")[2]
    broken = service("Broken", a_form(), slug="broken", maintenance=both("Αύριο πάλι", "Back tomorrow"))
    assert "Back tomorrow" in text_of(client, broken)


def test_the_department_and_services_of_the_same_topic_stand_beside_it(client: Client) -> None:
    parks = Department.objects.create(code="parks", names=both("Πράσινο", "Parks"), phone="210 000 0140")
    green = Topic.objects.get(slug="green-and-waste")
    one = service("Pruning", slug="pruning", department=parks)
    other = service("Bulky waste", slug="bulky", duration="3 days, mostly")
    service("Wedding", slug="wedding")
    for page in (one, other):
        page.topics = [green]
        page.save_revision().publish()
    text = text_of(client, one)
    assert 'href="tel:2100000140"' in text
    beside = text.partition("Related services")[2]
    assert "Bulky waste" in beside
    assert "Wedding" not in beside


def test_only_the_first_office_stands_open_beside_a_page_and_all_of_them_below_a_short_one(
    client: Client,
) -> None:
    parks = Department.objects.create(code="parks", names=both("Πράσινο", "Parks"))
    for code in ("desk", "annex"):
        office(code, names={"el": code, "en": code}, department=parks)
    short = text_of(client, service("Pruning", a_form(), slug="pruning", department=parks))
    assert "service__columns--short" in short
    assert (
        "<details class=" in short.partition("service__beside")[2],
        short.count('class="hours__week"'),
    ) == (False, 2)
    long = text_of(client, service("Dogs", a_form(), slug="dogs", department=parks, legal_basis="<p>Law</p>"))
    assert "service__columns--short" not in long
    assert (long.count('class="officefold"'), long.count('class="hours__fold"')) == (1, 1)


def test_it_is_a_government_service_for_search_engines(
    client: Client, assert_public: Callable[[HttpResponse], str]
) -> None:
    parks = Department.objects.create(code="parks", names=both("Πράσινο", "Parks"), phone="210 000 0140")
    page = service(
        "Pruning </script>",
        a_form(),
        slug="pruning",
        summary="A tree & you",
        department=parks,
        deadline=10,
        audiences=["resident"],
        cost="Free",
    )
    data = data_of(text_of(client, page))
    assert data["@type"] == "GovernmentService"
    assert data["name"] == "Pruning </script>"
    assert data["provider"]["@type"] == "GovernmentOrganization"
    assert data["availableChannel"][0]["serviceUrl"].endswith("/en/services/pruning/apply/")
    assert data["availableChannel"][0]["processingTime"] == "P14D"
    assert data["serviceOperator"]["telephone"] == "210 000 0140"


def test_a_page_that_is_not_public_yet_has_a_preview(admin_client: Client) -> None:
    page = service("Dogs", a_form(), publish=False, slug="dogs")
    response = admin_client.get(f"/admin/pages/{page.pk}/view_draft/")
    assert response.status_code == 200
    assert "/apply/" in response.content.decode()
