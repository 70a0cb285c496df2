"""Fixtures that every test may use."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth import get_user_model
from django.core.cache import cache
from django.db import connection, transaction
from django.test import Client, TransactionTestCase
from django.test.utils import CaptureQueriesContext
from django.utils import translation
from xdist.remote import Producer
from xdist.scheduler import LoadScopeScheduling

from tests.databases import ROOT, TestDatabases

# Playwright keeps an event loop in the thread of the tests; the tests themselves are not asynchronous.
os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"

TOWN_HOST = "town.test"
OTHER_HOST = "other.test"


class OnePortal(LoadScopeScheduling):
    """A file's tests stay together, for what its fixtures make; so do all journeys, which share one served portal."""

    def _split_scope(self, nodeid: str) -> str:
        return "journeys" if nodeid.startswith("tests/journeys/") else nodeid.partition("::")[0]


def pytest_xdist_make_scheduler(config: pytest.Config, log: Producer) -> OnePortal:
    return OnePortal(config, log)


@pytest.fixture(scope="session")
def django_db_setup(
    request: pytest.FixtureRequest, django_test_environment: None, django_db_blocker: Any
) -> Iterator[TestDatabases]:
    """The session's databases (see tests/databases.py); replaces pytest-django's own."""
    databases = TestDatabases(f"{os.environ.get('PYTEST_XDIST_WORKER', 'alone')}_{os.getpid()}")

    def start_over(_case: TransactionTestCase) -> None:
        databases.start_over()

    original_teardown = TransactionTestCase._fixture_teardown
    with django_db_blocker.unblock():
        databases.prepare()
    # A test that commits is followed by a fresh copy instead of emptied tables: municipalities are schemas.
    TransactionTestCase._fixture_teardown = start_over  # type: ignore[method-assign]  # Django offers no other place
    yield databases
    TransactionTestCase._fixture_teardown = original_teardown  # type: ignore[method-assign]  # Django offers no other place
    with django_db_blocker.unblock():
        databases.remove()


@pytest.fixture(autouse=True)
def _in_the_portals_language() -> Iterator[None]:
    """A page asked for in one test leaves its language in the thread; the next test does not get it."""
    translation.deactivate()
    yield
    translation.deactivate()


@pytest.fixture(autouse=True)
def _in_town(request: pytest.FixtureRequest) -> Iterator[None]:
    """Tests with a database stand in the first town; each starts with an empty cache."""
    if not ({"_django_db_helper", "db", "transactional_db"} & set(request.fixturenames)) and not (
        request.node.get_closest_marker("django_db")
    ):
        yield
        return
    request.getfixturevalue("_django_db_helper")
    from cms.municipalities.querysets import municipality_of

    cache.clear()
    connection.set_schema_to_public()
    town = municipality_of(TOWN_HOST)
    assert town is not None
    connection.set_tenant(town)
    cache.clear()
    yield
    connection.set_schema_to_public()
    cache.clear()


@pytest.fixture(scope="module")
def town_of_the_file(django_db_setup: TestDatabases, django_db_blocker: Any) -> Iterator[Any]:
    """The first town, for a file's own fixtures: what they put in stands in all tests of the file, and goes with the
    last. Not for files whose tests commit."""
    from cms.municipalities.querysets import municipality_of

    with django_db_blocker.unblock(), transaction.atomic():
        connection.set_schema_to_public()
        connection.set_tenant(municipality_of(TOWN_HOST))
        yield connection.tenant
        transaction.set_rollback(True)
    cache.clear()


@pytest.fixture
def town(db: None) -> Any:
    """The municipality that tests stand in; it answers at `town.test`."""
    return connection.tenant


@pytest.fixture
def other_town(db: None) -> Any:
    """A second municipality, at `other.test`."""
    from cms.municipalities.models import Municipality

    return Municipality.objects.get(domains__domain=OTHER_HOST)


@pytest.fixture
def client() -> Client:
    """A visitor of the first town."""
    return Client(SERVER_NAME=TOWN_HOST)


@pytest.fixture
def other_client() -> Client:
    """A visitor of the second town."""
    return Client(SERVER_NAME=OTHER_HOST)


@pytest.fixture
def administrator(town: Any) -> Any:
    """An administrator of the first town."""
    return get_user_model().objects.create_superuser("chief@town.test", "a-long-password-1")


@pytest.fixture
def admin_client(administrator: Any) -> Client:
    """The administrator's browser."""
    client = Client(SERVER_NAME=TOWN_HOST)
    client.force_login(administrator, backend="django.contrib.auth.backends.ModelBackend")
    return client


@pytest.fixture
def count_queries() -> Callable[[], AbstractContextManager[CaptureQueriesContext]]:
    """`with count_queries() as queries: …; assert len(queries) <= 3`; choosing the schema does not count."""

    class Queries(CaptureQueriesContext):
        @property
        def captured_queries(self) -> list[dict[str, str]]:
            return [
                query for query in super().captured_queries if not query["sql"].startswith("SET search_path")
            ]

    return lambda: Queries(connection)


@pytest.fixture(scope="session")
def realdata() -> Path:
    """The folder with real cities' files; tests that use it are skipped where it is absent."""
    folder = Path(os.environ.get("REALDATA_DIR", ROOT.parent / "shared" / "data"))
    if not folder.is_dir():
        pytest.skip("The files of real cities are not on this machine (REALDATA_DIR).")
    return folder
