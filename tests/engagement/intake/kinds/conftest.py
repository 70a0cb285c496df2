"""These tests speak English unless they say otherwise."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override


@pytest.fixture(autouse=True)
def _in_english(_in_the_portals_language: None) -> Iterator[None]:
    with override("en"):
        yield
