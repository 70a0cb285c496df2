"""The page of the API: forms that ask real addresses, with and without a script."""

from __future__ import annotations

import re
from html import unescape
from urllib.parse import urlencode

import pytest
from django.test import Client

from tests.factories.tables import Register
from tests.opendata.features.reading import BASE, body

pytestmark = pytest.mark.django_db


def test_each_collections_form_is_a_plain_get_that_answers(client: Client, forest: Register) -> None:
    page = client.get(f"{BASE}docs/", headers={"accept-language": "en"}).content.decode()
    form = re.search(r'<form[^>]* action="([^"]*/test-trees/items)" data-try.*?</form>', page, re.DOTALL)
    assert form
    inputs = dict(re.findall(r'name="(\w+)"[^>]* value="([^"]*)"', form[0]))
    values = {name: unescape(value) for name, value in inputs.items()}
    assert values.keys() == {"limit", "filter", "sortby"}
    formats = re.findall(r'<option value="(\w+)"', form[0])
    for name in formats:
        answer = client.get(f"{form[1]}?{urlencode({**values, 'f': name})}")
        assert answer.status_code == 200, body(answer)[:300]
    assert len(formats) == 6
    assert client.get(f"{form[1]}?f=geojson&filter=&sortby=&limit=2").status_code == 200


def test_recipes_name_the_collections_own_addresses(client: Client, forest: Register) -> None:
    page = unescape(client.get(f"{BASE}docs/", headers={"accept-language": "en"}).content.decode())
    assert 'st_read("OAPIF:http://town.test/api/v1", layer = "test-trees")' in page
    assert "ogr2ogr test-trees.gpkg OAPIF:http://town.test/api/v1 test-trees" in page
    assert "http://town.test/api/v1/collections/test-trees/items?f=csv" in page
