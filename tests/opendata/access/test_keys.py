"""Keys: made by staff, shown once, sent with a request, taken back."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from cms.audit.models import Deed
from opendata.access.actions import make_key, revoke_key
from opendata.access.models import ApiKey
from tests.factories.accounts import make_resident, make_staff

pytestmark = pytest.mark.django_db
ADDRESS = "/api/v1/conformance"
OFFICE = "/admin/api_keys/"


@pytest.fixture
def key(town: Any) -> tuple[ApiKey, str]:
    return make_key(holder="University", email="lab@uni.test", units=777, by=None)


@pytest.fixture
def steward(town: Any) -> Client:
    browser = Client(SERVER_NAME="town.test")
    browser.force_login(make_staff("steward@town.test", group="Data stewards"))
    return browser


def given(**changes: Any) -> dict[str, Any]:
    return {
        "holder": "A firm",
        "email": "it@firm.test",
        "purpose": "",
        "units": "9000",
        "ends_on": "",
        **changes,
    }


@pytest.mark.parametrize("header", ["key", "bearer", "Bearer in small"])
def test_a_key_gives_its_holder_more(client: Client, key: tuple[ApiKey, str], header: str) -> None:
    headers = {
        "key": {"HTTP_X_API_KEY": key[1]},
        "bearer": {"HTTP_AUTHORIZATION": f"Bearer {key[1]}"},
        "Bearer in small": {"HTTP_AUTHORIZATION": f"bearer  {key[1]} "},
    }[header]
    answer = client.get(ADDRESS, **headers)  # type: ignore[arg-type]  # headers by their names in WSGI
    assert (answer.status_code, answer["X-RateLimit-Limit"]) == (200, "777")
    assert client.get(ADDRESS)["X-RateLimit-Limit"] != "777"


def test_the_text_of_a_key_stands_nowhere(key: tuple[ApiKey, str]) -> None:
    row, text = key
    assert text.startswith(row.prefix)
    assert text not in str(ApiKey.objects.values().get()) + str(Deed.objects.values().get())
    assert len(text.removeprefix(row.prefix)) > 40


@pytest.mark.parametrize(
    "sent", ["nonsense", "stoa_00000000_" + "x" * 43, "stoa_", "ώπα-τι-είναι-αυτό", "x" * 9000]
)
def test_what_is_no_key_is_refused_and_not_passed_over(client: Client, town: Any, sent: str) -> None:
    answer = client.get(ADDRESS, HTTP_X_API_KEY=sent)
    assert (answer.status_code, answer["WWW-Authenticate"]) == (401, "Bearer")
    assert answer.json()["type"].endswith("#bad-key")
    assert sent not in answer.content.decode()


def test_a_name_and_password_of_a_test_server_are_no_key(client: Client, town: Any) -> None:
    assert client.get(ADDRESS, HTTP_AUTHORIZATION="Basic YTpi").status_code == 200


def test_a_key_that_was_taken_back_opens_nothing_at_once(
    client: Client, key: tuple[ApiKey, str], django_capture_on_commit_callbacks: Any
) -> None:
    row, text = key
    assert client.get(ADDRESS, HTTP_X_API_KEY=text).status_code == 200
    with django_capture_on_commit_callbacks(execute=True):
        assert revoke_key(row, by=None)
        assert not revoke_key(row, by=None)
    assert client.get(ADDRESS, HTTP_X_API_KEY=text).status_code == 401


@pytest.mark.parametrize(("days", "status"), [(1, 200), (0, 200), (-1, 401)])
def test_a_key_ends_with_its_last_day(client: Client, town: Any, days: int, status: int) -> None:
    last = timezone.localdate() + timedelta(days=days)
    _row, text = make_key(holder="A", email="a@b.test", ends_on=last, by=None)
    assert client.get(ADDRESS, HTTP_X_API_KEY=text).status_code == status


def test_a_key_of_one_town_opens_nothing_in_another(key: tuple[ApiKey, str], other_client: Client) -> None:
    assert other_client.get(ADDRESS, HTTP_X_API_KEY=key[1]).status_code == 401


def test_its_use_is_noted_by_day(client: Client, key: tuple[ApiKey, str], count_queries: Any) -> None:
    client.get(ADDRESS, HTTP_X_API_KEY=key[1])
    assert ApiKey.objects.get().last_used_on == timezone.localdate()
    with count_queries() as queries:
        client.get(ADDRESS, HTTP_X_API_KEY=key[1])
    assert not [query for query in queries if "apikey" in query["sql"]]
    cache.clear()


def test_a_steward_makes_a_key_and_sees_it_once(steward: Client, client: Client) -> None:
    page = steward.post(f"{OFFICE}new/", given())
    text = re.search(r'value="(stoa_[^"]+)"', page.content.decode())
    assert text
    assert "no-store" in page["Cache-Control"]
    assert client.get(ADDRESS, HTTP_X_API_KEY=text[1])["X-RateLimit-Limit"] == "9000"
    assert text[1] not in steward.get(OFFICE).content.decode()
    deed = Deed.objects.get(subject_type="opendata_access.apikey")
    assert (deed.verb, deed.by.email) == ("created", "steward@town.test")


@pytest.mark.parametrize(
    ("field", "changes"),
    [
        ("holder", {"holder": ""}),
        ("email", {"email": "nobody"}),
        ("units", {"units": "0"}),
        ("units", {"units": "a lot"}),
        ("ends_on", {"ends_on": "tomorrow"}),
    ],
)
def test_what_is_wrong_is_said_by_the_field(steward: Client, field: str, changes: dict[str, str]) -> None:
    page = steward.post(f"{OFFICE}new/", given(**changes))
    assert list(page.context["form"].errors) == [field]
    assert not ApiKey.objects.exists()


def test_a_steward_changes_what_a_key_opens_and_takes_it_back(
    steward: Client, client: Client, key: tuple[ApiKey, str], django_capture_on_commit_callbacks: Any
) -> None:
    row, text = key
    client.get(ADDRESS, HTTP_X_API_KEY=text)
    with django_capture_on_commit_callbacks(execute=True):
        assert steward.post(f"{OFFICE}edit/{row.pk}/", given(units="555")).status_code == 302
    assert client.get(ADDRESS, HTTP_X_API_KEY=text)["X-RateLimit-Limit"] == "555"
    page = steward.get(f"{OFFICE}edit/{row.pk}/").content.decode()
    assert f"/admin/api-keys/{row.pk}/revoke/" in page
    with django_capture_on_commit_callbacks(execute=True):
        assert steward.post(f"/admin/api-keys/{row.pk}/revoke/").status_code == 302
    assert client.get(ADDRESS, HTTP_X_API_KEY=text).status_code == 401
    assert "revoke/" not in steward.get(f"{OFFICE}edit/{row.pk}/").content.decode()
    assert steward.get(f"{OFFICE}delete/{row.pk}/").status_code in (302, 403, 404)


@pytest.mark.parametrize(
    ("group", "may"),
    [
        (None, False),
        ("Editors", False),
        ("Approvers", False),
        ("Officers", False),
        ("Data stewards", True),
        ("Administrators", True),
    ],
)
def test_who_may_give_out_keys(key: tuple[ApiKey, str], group: str | None, may: bool) -> None:
    browser = Client(SERVER_NAME="town.test")
    person = make_staff("someone@town.test", group=group) if group else make_resident("someone@town.test")
    browser.force_login(person)
    assert (browser.get(f"{OFFICE}new/").status_code == 200) == may
    browser.post(f"/admin/api-keys/{key[0].pk}/revoke/")
    assert (ApiKey.objects.get().revoked_at is not None) == may
