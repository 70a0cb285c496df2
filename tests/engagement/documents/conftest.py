"""The people of these tests, and one key for all of them."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.accounts import make_department, make_staff


@pytest.fixture
def department() -> Any:
    return make_department("registry")


@pytest.fixture
def officer(department: Any) -> Any:
    return make_staff("officer@town.test", group="Officers", department=department)


@pytest.fixture(autouse=True)
def _empty_buckets() -> None:
    from cms.kit.api.limits.buckets import buckets

    buckets.cache_clear()
