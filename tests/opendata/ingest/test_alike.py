"""A column that may be a gone one: how alike the two are, what replacing costs, and what is decided in the same step."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opendata.ingest.actions.announcing import notice
from opendata.ingest.choices import UploadState
from opendata.ingest.comparing import comparison_to_json
from opendata.ingest.models import Upload
from opendata.tables.comparing import Comparison
from opendata.tables.contract import FieldType
from tests.factories.uploads import BENCHES, inspect, publish_file
from tests.opendata.ingest.office import OTHER_COLUMNS
from tests.opendata.ingest.test_office import send, state_of
from tests.opendata.ingest.test_renamed import answered
from tests.opendata.ingest.test_what_changes import page_of

pytestmark = pytest.mark.django_db

STREET, SORT = "column-1", "column-2"


def offers(page: Any) -> list[tuple[str, str]]:
    return list(page.context["review"].farewell.fields["farewell-kind"].choices)[1:]


def test_the_column_with_most_of_the_values_is_offered_first_and_nothing_is_promised_where_they_differ(
    editor: Client, newer: Upload
) -> None:
    days = notice().days
    assert offers(page_of(editor, newer)) == [
        (SORT, "It is the column “sort” now: same values in 2 of 3 rows"),
        (STREET, "It is the column “street” now: other values in 3 of 3 rows"),
        ("keep", f"Keep it, empty, and announce that it will go in {days} days"),
        ("drop", "Drop it now: programs that read it will break"),
    ]
    assert offers(page_of(editor, newer, "el"))[1][1].endswith("άλλες τιμές σε 3 από 3 γραμμές")


def test_without_rows_that_are_known_again_nothing_is_said_of_values(editor: Client) -> None:
    upload = inspect(OTHER_COLUMNS.replace("\nB", "\nC"), dataset=publish_file())
    assert [text for _value, text in offers(page_of(editor, upload))[:2]] == [
        "It is the column “street” now",
        "It is the column “sort” now",
    ]


def test_who_takes_a_column_for_one_with_other_values_is_warned_and_who_takes_the_same_is_not(
    editor: Client, newer: Upload
) -> None:
    page = page_of(editor, answered(editor, newer, **{"farewell-kind": STREET}))
    (fate,) = page.context["difference"]["replacing"]
    assert (fate.title, fate.text) == ("kind", "“street” has other values in 3 of 3 rows")
    assert "Programs find other values under the same name." in page.text
    assert [text for _value, text in offers(page)[:2]] == [
        "It is the column “street” now: other values in 3 of 3 rows",
        "It is the column “sort” now: same values in 2 of 3 rows",
    ], "what could be chosen instead is told too"
    same = inspect(BENCHES.replace("kind", "sort"), dataset=newer.dataset)
    page = page_of(editor, answered(editor, same, **{"farewell-kind": "column-1"}))
    assert page.context["difference"]["replacing"] == []
    assert 'id="replacing"' not in page.text


def test_a_type_that_is_chosen_in_the_same_step_is_obeyed_and_what_it_costs_is_counted_first(
    editor: Client, newer: Upload
) -> None:
    answered(editor, newer, **{"farewell-kind": STREET, f"{STREET}-type": "number"})
    street = newer.decided.columns[1]
    assert (street.key, street.type, street.titles["en"]) == ("kind", FieldType.NUMBER, "kind")
    page = page_of(editor, newer)
    difference = page.context["difference"]
    assert (difference["changed"], difference["by_column"]) == (3, [("kind", 3)])
    assert [one.text for one in difference["losing"]] == [
        "3 values of “street” do not fit the type “Number” and would be empty"
    ]
    assert "Values are lost, because they do not fit the type that the column has now:" in page.text
    assert difference["replacing"] == []


def test_words_that_are_given_in_the_same_step_stay_too(editor: Client, newer: Upload) -> None:
    answered(editor, newer, **{"farewell-kind": SORT, f"{SORT}-title_en": "Sort of bench"})
    sort = newer.decided.columns[2]
    assert (sort.key, sort.titles["en"], sort.type) == ("kind", "Sort of bench", FieldType.TEXT)


def test_a_column_that_is_made_private_in_the_same_step_does_not_go_on_as_a_public_one(
    editor: Client, newer: Upload
) -> None:
    refused = send(editor, newer, save="1", **{"farewell-kind": SORT, f"{SORT}-private": "on"})
    assert refused.status_code == 422
    assert "You have marked that column as private below." in refused.text
    assert state_of(newer) == UploadState.INSPECTED


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "find the column “kind” empty from now on, and must do without it after the day."),
        ("el", "θα βρίσκουν κενή τη στήλη «kind» και μετά την ημέρα αυτή πρέπει να κάνουν χωρίς αυτήν."),
    ],
)
def test_the_warning_names_the_column_that_goes(
    editor: Client, newer: Upload, language: str, words: str
) -> None:
    answered(editor, newer, **{"farewell-kind": "keep"})
    assert words in page_of(editor, newer, language).text


def test_beside_a_datasets_newer_file_only_its_own_uploads_are_named(editor: Client, newer: Upload) -> None:
    other = inspect("nr,name\n1,a\n2,b\n", "others.csv")
    assert newer.dataset is not None
    page = editor.get(reverse("ingest:new_state", args=[newer.dataset.name]))
    assert [one.pk for one in page.context["waiting"]] == [newer.pk]
    assert {one.pk for one in editor.get(reverse("ingest:new")).context["waiting"]} == {newer.pk, other.pk}


def test_columns_that_lose_values_to_their_type_stand_before_those_with_more_changes() -> None:
    comparison = Comparison(changed_in={"kind": 5, "seats": 1}, moved=2, retyped_fields=["seats"])
    assert comparison_to_json(comparison)["changed_in"] == [["seats", 1], ["kind", 5], ["", 2]]
