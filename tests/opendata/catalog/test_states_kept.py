"""Which earlier states are kept, why others are not, and what the rows of a difference are called."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from opendata.exports.building import build_now
from opendata.tables.actions import forget_history, publish_table, republish
from opendata.tables.contract import CollectionDefinition, Field, FieldType, GeometryType
from opendata.tables.forgetting import forget_old_history, take_back_history
from opendata.tables.models import Revision
from tests.factories.tables import GIRTH, Register, stage

pytestmark = pytest.mark.django_db

API = "/api/v1/collections/test-trees"
WHY = "Earlier states were removed because they held what is not public any more."
WHY_IN_GREEK = "Οι παλαιότερες καταστάσεις αφαιρέθηκαν επειδή περιείχαν στοιχεία που δεν είναι πια δημόσια."


@pytest.fixture
def twice(forest: Register) -> Register:
    """Two revisions."""
    forest.drop([250])
    republish(forest.name, by=None)
    return forest


@pytest.fixture
def taken_back(twice: Register) -> Register:
    """Of the two only the second can be asked for, because the first held what became private."""
    take_back_history(twice.name, by=None)
    return twice


def detail(response: Any) -> str:
    assert response.status_code == 410
    return str(response.json()["detail"])


@pytest.mark.parametrize(("language", "why"), [("en", WHY), ("el", WHY_IN_GREEK)])
def test_pages_say_why_states_were_removed_before_their_time(
    client: Client, taken_back: Register, language: str, why: str
) -> None:
    here = f"/{language}/data/{taken_back.name}/"
    for address in (here, f"{here}revisions/", f"{here}revisions/2/"):
        assert client.get(address, {"fresh": ""}).text.count(why) == 1, address


def test_the_problem_says_why_too_and_calls_a_revision_what_pages_do(
    client: Client, taken_back: Register
) -> None:
    for address in (
        "/items?revision=1",
        "/items/1?revision=1",
        "/changes?since=1",
        "/exports/csv?revision=1",
    ):
        assert detail(client.get(API + address, headers={"accept-language": "en"})).endswith(WHY)
        in_greek = detail(client.get(API + address, headers={"accept-language": "el"}))
        assert in_greek == (
            f"Αναθεωρήσεις πριν από την 2 δεν διατηρούνται πια· η τωρινή είναι η 2. {WHY_IN_GREEK}"
        )


def test_a_person_who_follows_a_link_to_a_state_that_is_not_kept_reads_a_page(
    client: Client, taken_back: Register
) -> None:
    page = client.get(f"{API}/items?revision=1&f=html", headers={"accept-language": "en"})
    assert (page.status_code, page["Content-Type"]) == (410, "text/html; charset=utf-8")
    assert WHY in page.text
    assert "<h1>" in page.text


def test_nothing_is_said_of_states_that_went_for_their_age(
    client: Client, twice: Register, settings: Any
) -> None:
    settings.HISTORY_DAYS = 10
    Revision.objects.filter(collection__dataset__name=twice.name).update(
        at=timezone.now() - timedelta(days=20)
    )
    forget_old_history()
    assert WHY not in detail(client.get(f"{API}/items?revision=1", headers={"accept-language": "en"}))
    text = client.get(f"/en/data/{twice.name}/", {"fresh": ""}).text
    assert WHY not in text
    assert "Each published state stays as it was for a while" in text


@pytest.mark.parametrize(("days", "told"), [(0, True), (30, True), (10, False)])
def test_the_reason_is_told_until_age_alone_would_have_removed_them(
    client: Client, taken_back: Register, settings: Any, days: int, told: bool
) -> None:
    settings.HISTORY_DAYS = days
    Revision.objects.filter(collection__dataset__name=taken_back.name).update(
        at=timezone.now() - timedelta(days=20)
    )
    assert (WHY in detail(client.get(f"{API}/items?revision=1", headers={"accept-language": "en"}))) is told


def test_nothing_is_said_where_no_state_went(client: Client, twice: Register) -> None:
    for address in ("", "revisions/", "revisions/2/", "revisions/1/"):
        assert WHY not in client.get(f"/en/data/{twice.name}/{address}", {"fresh": ""}).text


def test_a_file_of_a_state_that_is_still_known_is_not_gone(client: Client, twice: Register) -> None:
    (export,) = build_now(twice.name, ["csv"])
    assert client.get(f"{API}/exports/csv?revision=1").status_code == 404
    Path(export.file.path).unlink()


def test_the_first_revision_and_one_after_a_state_that_is_not_kept_are_told_apart(
    client: Client, twice: Register, settings: Any
) -> None:
    settings.HISTORY_DAYS = 10
    Revision.objects.filter(collection__dataset__name=twice.name).update(
        at=timezone.now() - timedelta(days=20)
    )

    def text(number: int) -> str:
        return client.get(f"/en/data/{twice.name}/revisions/{number}/", {"fresh": ""}).text

    assert "This is the first revision." in text(1)
    assert "nothing to compare" not in text(2)
    forget_history(twice.name, 2)
    assert "The state before this one is no longer kept." in text(2)
    assert "This is the first revision." in text(1)


CODE = Field("code", FieldType.TEXT, {"en": "Code", "el": "Κωδικός"})
BENCHES = CollectionDefinition(
    name="benches",
    titles={"en": "Benches"},
    descriptions={},
    fields=(CODE, GIRTH),
    geometry_type=GeometryType.POINT,
    rows=lambda ids: pytest.fail("nobody reads a register"),
)


def test_rows_of_a_difference_are_called_what_the_file_calls_them(client: Client, town: Any) -> None:
    fields = [CODE, GIRTH]
    publish_table(BENCHES, stage(fields, [("Δ-001", None, "Δ-001", 7), ("Δ-004", None, "Δ-004", 8)]), by=None)
    publish_table(BENCHES, stage(fields, [("Δ-002", None, "Δ-002", 5), ("Δ-004", None, "Δ-004", 9)]), by=None)
    response = client.get("/en/data/benches/revisions/2/", {"fresh": ""})
    told = {change.key: change.kind for change in response.context["difference"].changes}
    assert told == {"Δ-001": "removed", "Δ-002": "added", "Δ-004": "changed"}
    assert 'aria-label="Row Δ-004"' in response.text
    assert "row 2" not in response.text


def test_a_key_that_no_public_column_has_is_told_to_nobody(client: Client, town: Any) -> None:
    secret = "099999999"
    publish_table(BENCHES, stage([CODE, GIRTH], [(secret, None, "x", 7)]), by=None)
    publish_table(BENCHES, stage([CODE, GIRTH], [(secret, None, "y", 7)]), by=None)
    text = client.get("/en/data/benches/revisions/2/", {"fresh": ""}).text
    assert secret not in text
    assert "row 1" in text


def test_rows_of_a_register_keep_their_numbers(client: Client, twice: Register) -> None:
    assert "row 250" in client.get(f"/en/data/{twice.name}/revisions/2/", {"fresh": ""}).text
