"""The icon that browsers ask for by themselves, and the name on the tabs of the back office."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

pytestmark = pytest.mark.django_db


def test_the_icon_is_the_crest_or_our_own(client: Client, town: Any) -> None:
    town.crest = ""
    town.save()
    ours = client.get("/favicon.ico")
    assert (ours.status_code, "favicon" in ours["Location"]) == (302, True)
    town.crest = "crest/arms.png"
    town.save()
    assert client.get("/favicon.ico")["Location"].startswith("/town-crest.png?v=")


def test_tabs_of_the_back_office_name_the_town(admin_client: Client, town: Any) -> None:
    page = admin_client.get("/admin/", headers={"accept-language": "en"}).content.decode()
    title = page.partition("<title>")[2].partition("</title>")[0]
    assert town.names["en"] in title
    assert "Wagtail" not in title
