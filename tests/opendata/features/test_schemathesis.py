"""Every path of the description, asked over a socket by a program that reads nothing but the description."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
import schemathesis
from django.test.testcases import LiveServerThread
from hypothesis import HealthCheck, Phase, given, settings
from schemathesis.checks import not_a_server_error
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from cms.municipalities.models import Domain
from opendata.tables.actions import ensure_collection, republish
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db(transaction=True)

CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
BOUNDED = settings(
    max_examples=15,
    deadline=None,
    derandomize=True,
    database=None,
    phases=[Phase.generate],
    suppress_health_check=list(HealthCheck),
)


def test_every_path_keeps_what_the_description_promises(
    live_server: Any, town: Any, enter: Callable[[Register], Register]
) -> None:
    trees = enter(register())
    trees.put_points(30)
    ensure_collection(trees.definition)
    republish(trees.name, by=None)
    Domain.objects.get_or_create(domain="localhost", defaults={"tenant": town, "is_primary": False})
    assert isinstance(live_server.thread, LiveServerThread)
    address = f"http://localhost:{live_server.thread.port}/api/v1/openapi.json"
    schema = schemathesis.openapi.from_url(address)
    # The other collections are described by the same code.
    paths = ["/", "/conformance", "/collections"]
    paths += [f"/collections/test-trees{rest}" for rest in ("", "/items", "/items/{fid}", "/aggregates",
              "/changes", "/queryables", "/sortables", "/schema")]  # fmt: skip
    asked = 0
    for path in paths:

        @BOUNDED
        @given(case=schema[path]["GET"].as_strategy())
        def ask(case: Any) -> None:
            nonlocal asked
            asked += 1
            case.call_and_validate(checks=CHECKS)

        ask()
    assert asked > 60
