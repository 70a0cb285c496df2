"""A table that an editor types."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories.pages import content

pytestmark = pytest.mark.django_db

DESKS = {
    "columns": [{"type": "text", "heading": "Desk"}, {"type": "number", "heading": "Phone"}],
    "rows": [{"values": ["Registry", "210 000 0002"]}, {"values": ["Works", ""]}],
    "caption": "Desks and phones",
}


def test_each_cell_says_its_column_for_a_phone_and_empty_ones_are_left_out(client: Client) -> None:
    content("Contact us", slug="desks", blocks=[("table", DESKS)])
    page = client.get("/en/desks/").content.decode()
    assert 'data-label="Phone" class="table__wide number">210 000 0002</td>' in page
    assert 'data-label="Phone" class="table__wide number table__empty"></td>' in page


def test_its_frame_can_be_reached_by_keyboard_and_has_a_name(client: Client) -> None:
    content("Contact us", slug="desks", blocks=[("table", DESKS)])
    page = client.get("/en/desks/").content.decode()
    assert 'role="region" aria-label="Desks and phones" tabindex="0"' in page
