"""The description of the API against the standard that it names, by drf-spectacular's validator."""

from __future__ import annotations

import pytest
from django.test import Client
from drf_spectacular.validation import validate_schema

pytestmark = pytest.mark.django_db


def test_the_description_of_the_api_is_valid_openapi(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    assert described["openapi"].startswith("3.")
    validate_schema(described)


def test_the_validator_sees_a_mistake(client: Client) -> None:
    described = client.get("/api/v1/openapi.json").json()
    del described["info"]["title"]
    with pytest.raises(Exception, match="title"):
        validate_schema(described)
