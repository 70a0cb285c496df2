"""Where links may lead."""

from __future__ import annotations

import pytest
from django.utils import translation
from wagtail.blocks import StructBlockValidationError

from pages.blocks.link import LinkBlock, address_here
from tests.factories.pages import content, home, link


@pytest.mark.parametrize(
    ("address", "there"),
    [
        ("/data/", "/el/data/"),
        ("/el/data/", "/el/data/"),
        ("/api/v1/docs/", "/api/v1/docs/"),
        ("/maps/embed/trees/", "/maps/embed/trees/"),
        ("https://europa.eu/", "https://europa.eu/"),
        ("mailto:info@town.test", "mailto:info@town.test"),
        ("", ""),
    ],
)
def test_an_address_is_completed_with_the_language(address: str, there: str) -> None:
    with translation.override("el"):
        assert address_here(address) == there


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.test/", "services/", ""]
)
def test_an_address_that_leads_astray_is_refused(address: str) -> None:
    block = LinkBlock()
    with pytest.raises(StructBlockValidationError):
        block.clean(block.to_python({"title": "Words", "page": None, "address": address}))


@pytest.mark.django_db
def test_a_link_to_a_page_follows_the_language() -> None:
    there = content("Leaflet", slug="leaflet")
    here = content("Φυλλάδιο", parent=home("el"), slug="fylladio")
    here.translation_key = there.translation_key
    here.save()
    value = LinkBlock().to_python(link("Words", page=there))
    with translation.override("en"):
        assert value.url == "/en/leaflet/"
    with translation.override("el"):
        assert LinkBlock().to_python(link("Words", page=there)).url == "/el/fylladio/"


@pytest.mark.django_db
def test_a_link_to_a_page_that_was_taken_back_leads_nowhere() -> None:
    page = content("Leaflet", slug="leaflet")
    page.unpublish()
    assert LinkBlock().to_python(link("Words", page=page)).url == ""
