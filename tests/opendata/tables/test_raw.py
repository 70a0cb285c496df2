"""Statements that PostgreSQL keeps prepared give each town its own rows."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django_tenants.utils import tenant_context

from opendata.tables.actions import ensure_collection, republish
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db


def test_towns_that_take_turns_on_one_connection_are_told_apart(
    client: Client, other_client: Client, other_town: Any, forest: Register
) -> None:
    with tenant_context(other_town):
        forest.create().put([{"rowid": 7, "species": "Συκιά"}])
        ensure_collection(forest.definition)
        republish(forest.name, by=None)
    address = f"/api/v1/collections/{forest.name}/items"
    for _turn in range(4):
        assert client.get(address).json()["numberMatched"] == 250
        assert [feature["id"] for feature in other_client.get(address).json()["features"]] == [7]
