"""Who has which district is said in the editor, and a request from there reaches its officer."""

from __future__ import annotations

import json
from typing import Any

import pytest
from django.contrib.gis.geos import MultiPolygon, Point, Polygon
from django.test import Client
from django.utils import translation

from engagement.cases.actions.routing import officer_for
from engagement.cases.models import Case
from engagement.eservices.models import Service
from maps.places.models import District
from tests.factories.accounts import make_department, make_staff
from tests.factories.editing import edit_url, posted
from tests.factories.services import both, question, service, step

pytestmark = pytest.mark.django_db


def lines(*pairs: tuple[str, str]) -> str:
    return json.dumps(
        [{"type": "line", "value": {"district": code, "officer": email}} for code, email in pairs]
    )


def test_from_the_tab_to_the_officer_of_the_district(admin_client: Client) -> None:
    registry = make_department("registry")
    make_staff("free@town.test", group="Officers", department=registry)
    north = make_staff("north@town.test", group="Officers", department=registry)
    square = MultiPolygon(Polygon.from_bbox((23.0, 38.0, 23.1, 38.1)), srid=4326)
    District.objects.create(code="1", names={"el": "Βορράς", "en": "North"}, area=square)
    page = service(
        "Lamp",
        step(both("Πού", "Where"), question("short_text", both("Πού", "Where"))),
        department=registry,
        assigning="by_district",
        officers_by_district=lines(("1", "north@town.test")),
        publish=False,
    )
    shown = admin_client.get(edit_url(page)).content.decode()
    assert "north@town.test" in shown
    assert admin_client.post(
        edit_url(page),
        posted(page, assigning="by_district", department=str(registry.pk), **{"action-publish": "1"}),
    ).status_code in (200, 302)
    terms = Service.objects.get(key=page.translation_key).current.rules
    assert terms.officers_by_district == ({"district": "1", "officer": "north@town.test"},)
    case = Case(department=registry, district=District.objects.covering(Point(23.05, 38.05, srid=4326)).get())
    assert officer_for(case, terms) == north


@pytest.mark.parametrize(
    ("given", "said"),
    [
        ((), "No district has an officer"),
        ((("1", "stranger@town.test"),), "is not of the service’s department"),
        ((("1", "own@town.test"), ("1", "own@town.test")), "stands here twice"),
        ((("1", "own@town.test"),), ""),
    ],
)
def test_check_says_what_cannot_work(given: Any, said: str) -> None:
    registry = make_department("registry")
    make_staff("own@town.test", group="Officers", department=registry)
    make_staff("stranger@town.test", group="Officers")
    page = service(
        "Lamp",
        department=registry,
        assigning="by_district",
        officers_by_district=lines(*given),
        publish=False,
    )
    with translation.override("en"):
        found = [str(each.sentence) for each in page.findings() if each.field == "officers_by_district"]
    assert [said in sentence for sentence in found] == ([True] if said else [])
