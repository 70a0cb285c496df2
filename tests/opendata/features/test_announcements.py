"""Programs are told of columns that leave, in the headers made for it."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from django.test import Client

from opendata.tables.actions import announce
from opendata.tables.reading import Announcement
from tests.factories.tables import Register
from tests.opendata.features.reading import ITEMS

pytestmark = pytest.mark.django_db


def test_a_column_that_leaves_is_announced_with_its_day(client: Client, forest: Register) -> None:
    assert "Deprecation" not in client.get(ITEMS)
    announce(
        forest.name,
        [
            Announcement("height", datetime(2026, 1, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC)),
            Announcement("girth", datetime(2026, 2, 1, tzinfo=UTC), datetime(2026, 5, 1, tzinfo=UTC)),
        ],
    )
    response = client.get(ITEMS)
    assert response["Deprecation"] == f"@{int(datetime(2026, 2, 1, tzinfo=UTC).timestamp())}"
    assert response["Sunset"] == "Fri, 01 May 2026 00:00:00 GMT"
    announce(forest.name, [])
    assert "Deprecation" not in client.get(ITEMS)
