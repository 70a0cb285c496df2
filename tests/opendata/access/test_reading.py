"""The manner in which the open API asks the database."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import InternalError, OperationalError, ProgrammingError, connection, transaction
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils.translation import override
from django_tenants.utils import get_public_schema_name, schema_context, tenant_context

from cms.kit.api.views import OpenView
from cms.kit.reading import reading, writing
from cms.municipalities.reading_role import let_role_read
from tests.factories.tables import Register

pytestmark = pytest.mark.django_db
ROLE = "stoa_reader"


def ask(statement: str) -> Any:
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchone()[0]


def session() -> tuple[str, str, str]:
    return (
        ask("SHOW default_transaction_read_only"),
        ask("SHOW statement_timeout"),
        ask("SELECT current_setting('role')"),
    )


@pytest.fixture
def role(town: Any, settings: Any) -> str:
    """The reading role, where this server has it: setup makes it for the private database."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s AND pg_has_role(oid, 'MEMBER')", [ROLE])
        if cursor.fetchone() is None:
            pytest.skip(
                f"This database server has no role {ROLE}; `make setup` makes it for the private database."
            )
    settings.API_DATABASE_ROLE = ROLE
    let_role_read()
    with schema_context(get_public_schema_name()):
        let_role_read()
    return ROLE


@pytest.mark.django_db(transaction=True)
def test_inside_nothing_can_be_written_and_afterwards_everything_can(town: Any, settings: Any) -> None:
    settings.API_DATABASE_ROLE = ""
    before = session()
    with reading(seconds=7):
        assert session() == ("on", "7s", "none")
        with pytest.raises(InternalError, match="read-only"):
            ask("INSERT INTO cms_accounts_department (code, names) VALUES ('x', '{}') RETURNING 1")
        with writing():
            assert session() == before
        assert session()[0] == "on"
    assert session() == before


def fail_in_a_transaction() -> None:
    with transaction.atomic():
        ask("SELECT 1")
        raise ZeroDivisionError


@pytest.mark.django_db(transaction=True)
def test_the_manner_is_told_again_after_what_was_undone(town: Any) -> None:
    with reading(seconds=7):
        with pytest.raises(ZeroDivisionError):
            fail_in_a_transaction()
        assert session()[:2] == ("on", "7s")
    with pytest.raises(ZeroDivisionError):
        fail_in_a_transaction()
    assert session()[:2] == ("off", "0")


@pytest.mark.django_db(transaction=True)
def test_a_transaction_that_begins_after_reading_may_write(town: Any) -> None:
    with reading(seconds=7):
        ask("SELECT 1")
    with transaction.atomic():
        assert session()[0] == "off"
        ask(
            "INSERT INTO cms_accounts_department (code, names, email, phone) VALUES ('x', '{}', '', '') RETURNING 1"
        )


@pytest.mark.django_db(transaction=True)
def test_the_same_manner_again_costs_no_round_trip(town: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[str] = []
    tell = connection._tell

    def counted() -> None:
        told.append(connection.schema_name)
        tell()

    monkeypatch.setattr(connection, "_tell", counted)
    for _request in range(5):
        connection.set_schema_to_public()
        connection.set_tenant(town)
        with reading(seconds=7):
            ask("SELECT 1")
    assert told == [town.schema_name]


class Slow(OpenView):
    """Asks the database for more than it may."""

    seconds = 1

    def get(self, _request: Any) -> HttpResponse:
        return HttpResponse(str(ask("SELECT pg_sleep(30)")))


@pytest.mark.django_db(transaction=True)
def test_a_question_that_takes_too_long_is_answered_with_a_hint(town: Any) -> None:
    with override("en"):
        answer = Slow.as_view()(RequestFactory().get("/", REMOTE_ADDR="192.0.2.1"))
    assert (answer.status_code, answer["Retry-After"]) == (503, "5")
    assert b"#" not in answer.content
    assert b"Ask for less at once" in answer.content
    assert int(answer["X-RateLimit-Remaining"]) < int(answer["X-RateLimit-Limit"]) - 50
    assert ask("SELECT 1") == 1


def test_the_role_reads_open_data_and_nothing_of_people(
    role: str, forest: Register, town: Any, client: Client
) -> None:
    with reading():
        assert ask("SELECT current_user") == role
        assert ask('SELECT count(*) FROM "shelf_test_trees"') == 250
        assert ask("SELECT count(*) FROM opendata_catalog_dataset") > 0
    assert ask("SELECT current_user") != role
    for table in (
        "cms_accounts_user",
        "django_session",
        "mfa_authenticator",
        "cms_audit_deed",
        "opendata_access_apikey",
    ):
        with reading(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
            ask(f"SELECT count(*) FROM {table}")
    with reading(), pytest.raises(ProgrammingError, match="permission denied"), transaction.atomic():
        ask('DELETE FROM "shelf_test_trees" RETURNING 1')


@pytest.mark.parametrize(
    "address",
    [
        "",
        "collections",
        "collections/test-trees",
        "collections/test-trees/items?limit=5",
        "collections/test-trees/items?f=csv",
        "collections/test-trees/items?f=html",
        "collections/test-trees/items/7",
        "collections/test-trees/schema",
        "collections/test-trees/queryables",
        "collections/test-trees/tiles/WebMercatorQuad/9/197/290",
        "collections/test-trees/exports",
        "openapi.json",
        "docs/",
    ],
)
def test_everything_of_the_api_can_be_read_in_the_role(
    role: str, forest: Register, client: Client, address: str
) -> None:
    assert client.get(f"/api/v1/{address}").status_code in (200, 204)


def test_another_towns_data_are_readable_only_in_that_town(
    role: str, other_town: Any, forest: Register
) -> None:
    with tenant_context(other_town), reading(), pytest.raises(ProgrammingError), transaction.atomic():
        ask('SELECT count(*) FROM "shelf_test_trees"')


def test_an_unknown_role_says_so(town: Any, settings: Any) -> None:
    settings.API_DATABASE_ROLE = "nobody_of_that_name"
    with pytest.raises(Exception, match="API_DATABASE_ROLE"):
        let_role_read()
    with reading(), pytest.raises(OperationalError, match="nobody_of_that_name"):
        ask("SELECT 1")
