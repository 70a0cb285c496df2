"""An officer at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from tests.factories.accounts import make_department, make_staff

BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def department() -> Any:
    return make_department("registry")


@pytest.fixture
def officer(department: Any) -> Any:
    return make_staff("officer@town.test", group="Officers", department=department, language="en")


@pytest.fixture
def desk(officer: Any) -> Client:
    client = Client(SERVER_NAME="town.test", HTTP_ACCEPT_LANGUAGE="en")
    client.force_login(officer, backend=BACKEND)
    return client


@pytest.fixture
def second_client() -> Client:
    """The browser of somebody else in the same town."""
    return Client(SERVER_NAME="town.test")
