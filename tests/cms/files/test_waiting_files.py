"""Administrators see which files wait for the scanner."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import make_staff
from tests.factories.clamd import closed_address
from tests.factories.files import receive

pytestmark = pytest.mark.django_db


def test_the_list_names_what_has_no_answer_yet_to_administrators_alone(
    admin_client: Client, client: Client, settings: Any
) -> None:
    receive(b"An honest text.", "scanned.txt")
    settings.CLAMAV_ADDRESS = closed_address()
    receive(b"Another text.", "waits.txt")
    page = admin_client.get("/admin/reports/files/").content.decode()
    assert ("waits.txt" in page, "scanned.txt" in page) == (True, False)
    client.force_login(
        make_staff("o@town.test", group="Officers"), backend="django.contrib.auth.backends.ModelBackend"
    )
    assert client.get("/admin/reports/files/").status_code in (302, 403)
