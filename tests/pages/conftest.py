"""A published table for figures on pages, and what every public page must keep to."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from django.http import HttpResponse

from opendata.tables.actions import ensure_collection, republish
from opendata.tables.registry import collections
from tests.factories.tables import Register, register

INLINE = re.compile(
    r"<script(?![^>]*\bsrc=)(?! type=\"application/ld\+json\">)|<style\b|\sstyle=|\son(click|load|input|change|submit)=",
    re.IGNORECASE,
)


@pytest.fixture
def forest(town: Any, monkeypatch: pytest.MonkeyPatch) -> Register:
    """250 published points: three species, half of them protected, planted in 2020 and 2021."""
    entered = register()
    monkeypatch.setitem(collections._things, entered.name, entered.definition)
    ensure_collection(entered.definition)
    entered.put_points(250)
    republish(entered.name, by=None)
    return entered


@pytest.fixture
def assert_public() -> Callable[[HttpResponse], str]:
    """Checks what lets one answer serve everybody; gives the page's text.

    Ask with a query (`?fresh`), which the cache of pages lets through to the view.
    """

    def check(response: HttpResponse) -> str:
        assert response.status_code == 200
        text = response.content.decode()
        assert INLINE.search(text) is None
        assert "csrfmiddlewaretoken" not in text
        assert not response.cookies
        assert "Cookie" not in response.get("Vary", "")
        assert "public" in response["Cache-Control"]
        assert "max-age=" in response["Cache-Control"]
        return text

    return check
