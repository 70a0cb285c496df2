"""The review of a newer file: what is still to be answered, what a press then does, and how the changes are told."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opendata.catalog.models import Dataset
from opendata.ingest.actions import decide, read_again, work_on_upload
from opendata.ingest.choices import UploadState
from opendata.ingest.codes import PositionMode
from opendata.ingest.contract import Position
from opendata.ingest.models import ColumnChange, Upload
from opendata.tables.contract import FieldType
from opendata.tables.models import Collection, Revision
from tests.factories.uploads import BENCHES, inspect, publish, publish_file
from tests.opendata.ingest.test_office import send, state_of

pytestmark = pytest.mark.django_db

WITHOUT_SEATS = "code,kind,made\nB1,Παγκάκι,2020-05-01\nB2,Παγκάκι,2021-06-02\nB3,Πάγκος,2022-07-03\n"


def page_of(editor: Client, upload: Upload, language: str = "en", query: str = "") -> Any:
    address = reverse("ingest:upload", args=[upload.pk])
    return editor.get(f"{address}{query}", headers={"accept-language": language})


def questions(page: Any) -> list[tuple[str, str]]:
    return [(one.place, one.question) for one in page.context["review"].open_questions]


def fields_of(dataset: Dataset) -> list[str]:
    return [field["name"] for field in Collection.objects.get(dataset=dataset).fields]


def test_what_is_still_to_be_answered_stands_at_the_top_with_the_way_to_it(editor: Client) -> None:
    upload = inspect(WITHOUT_SEATS, dataset=publish_file())
    page = page_of(editor, upload)
    asked = ("id_farewell-seats", "The column “seats” is not in this file")
    assert questions(page) == [asked]
    assert f'<a href="#{asked[0]}">{asked[1]}</a>' in page.text.split('id="review"')[0]
    assert f'id="{asked[0]}"' in page.text
    refused = send(editor, upload, publish="1")
    assert refused.status_code == 422
    above, below = refused.text.split('id="review"')
    assert f'<a href="#{asked[0]}">{asked[1]}</a>: Say what becomes of this column.' in above
    assert "Say what becomes of this column." in below
    assert state_of(upload) == UploadState.INSPECTED


def test_every_wrong_field_is_named_at_the_top(editor: Client) -> None:
    upload = inspect()
    refused = send(editor, upload, publish="1", titles_el="", titles_en="", **{"column-0-key": "1x"})
    assert [place for place, _question in questions(refused)] == ["id_titles", "id_column-0-key"]
    for place, _question in questions(refused):
        assert f'id="{place}"' in refused.text


def test_an_unknown_coordinate_system_is_asked_for_at_the_top(editor: Client) -> None:
    upload = inspect("nr,x,y\n1,12345678,87654321\n2,12345679,87654322\n", "points.csv")
    page = page_of(editor, upload)
    assert questions(page) == [("id_read-epsg", "Coordinate system")]
    assert 'id="id_read-epsg"' in page.text
    refused = send(editor, upload, publish="1")
    (one,) = refused.context["review"].open_questions
    assert (one.place, one.trouble) == ("id_read-epsg", "Choose the coordinate system of the positions.")


@pytest.mark.parametrize(("answer", "stays"), [("drop", False), ("keep", True)])
def test_a_press_after_the_answer_publishes(editor: Client, answer: str, stays: bool) -> None:
    dataset = publish_file()
    upload = inspect(WITHOUT_SEATS, dataset=dataset)
    assert [upload.comparison[kind] for kind in ("added", "changed", "removed")] == [0, 1, 0]
    assert upload.comparison["changed_in"] == [["kind", 1]], "what the file does not have changes no row"
    sent = send(editor, upload, publish="1", **{"farewell-seats": answer})
    assert (sent.status_code, state_of(upload)) == (302, UploadState.PUBLISHING)
    done = work_on_upload(upload.pk)
    assert done is not None
    assert (done.state, done.refusal) == (UploadState.PUBLISHED, "")
    assert ("seats" in fields_of(dataset)) is stays
    assert ColumnChange.objects.get(dataset=dataset).kind == ("leaving" if stays else "dropped")


def test_another_label_is_published_without_another_look(editor: Client) -> None:
    dataset = publish_file()
    upload = inspect(BENCHES.replace("B3", "B4"), dataset=dataset)
    sent = send(editor, upload, publish="1", **{"column-2-title_el": "Θέσεις", "column-2-unit": "άτομα"})
    assert (sent.status_code, state_of(upload)) == (302, UploadState.PUBLISHING)
    work_on_upload(upload.pk)
    seats = Collection.objects.get(dataset=dataset).columns[2]
    assert (seats.titles["el"], seats.unit) == ("Θέσεις", "άτομα")


def test_a_column_made_private_is_said_to_be_no_longer_public_once_the_file_was_compared_again(
    editor: Client,
) -> None:
    dataset = publish_file()
    upload = inspect(BENCHES.replace("B3", "B4"), dataset=dataset)
    sent = send(editor, upload, publish="1", **{"column-2-private": "on"})
    assert (sent.status_code, state_of(upload)) == (302, UploadState.INSPECTING)
    assert sent["Location"].endswith("?look=again")
    waiting = page_of(editor, upload, query="?look=again")
    progress = reverse("ingest:progress", args=[upload.pk])
    assert f'hx-get="{progress}?look=again"' in waiting.text
    work_on_upload(upload.pk)
    assert editor.get(f"{progress}?look=again")["HX-Redirect"] == sent["Location"]
    page = page_of(editor, upload, query="?look=again")
    assert "Nothing is published yet: the file was read again in the way you chose." in page.text
    assert questions(page) == [("id_farewell-seats", "The column “seats” is no longer public")]
    assert "is not in this file" not in page.text
    (field,) = page.context["review"].farewell.fields.values()
    assert [value for value, _text in field.choices] == ["", "keep", "drop"], "it is no other column now"
    assert "Η στήλη «seats» δεν είναι πλέον δημόσια" in page_of(editor, upload, "el").text
    send(editor, upload, publish="1", **{"farewell-seats": "drop"})
    work_on_upload(upload.pk)
    assert fields_of(dataset) == ["code", "kind", "made"]


POSITIONED = "code;across;along\nK1;476100,5;4204100,2\nK2;476230,1;4204210,9\n"


def test_a_newer_file_is_placed_as_the_dataset_is(editor: Client) -> None:
    """Nothing in this file says that two of its columns are positions; an editor said so once."""
    first = inspect(POSITIONED, "kiosks.csv")
    assert first.decided.position == Position()
    position = Position(PositionMode.XY, ("across", "along"), 2100)
    decide(first, by=None, decisions=replace(first.decided, position=position, key_columns=("code",)))
    work_on_upload(read_again(first, by=None, changes={}).pk)
    first.refresh_from_db()
    dataset = publish(first).dataset
    assert dataset is not None
    newer = inspect(POSITIONED.replace("476230,1", "476330,1"), "kiosks.csv", dataset=dataset)
    placed = newer.decided.position
    assert placed is not None
    assert (placed.mode, placed.columns, placed.epsg) == (PositionMode.XY, ("across", "along"), 2100)
    assert newer.comparison["changed_in"] == [["across", 1], ["", 1]]
    page = page_of(editor, newer)
    assert page.text.count('class="data-map__point"') == 2
    assert [fact.text for fact in page.context["facts"] if fact.title == "Positions"] == ["points"]
    assert state_of(publish(newer)) == UploadState.PUBLISHED
    assert Collection.objects.get(dataset=dataset).geometry_type == "Point"


def test_a_file_whose_numbers_are_of_another_system_now_is_taken_at_its_word() -> None:
    metres = "code;lat;lon\nK1;4204100,2;476100,5\nK2;4204210,9;476230,1\n"
    dataset = publish_file(metres, "kiosks.csv")
    before = dataset.file_decisions.decisions["position"]
    newer = inspect("code;lat;lon\nK1;37,98;23,72\nK2;37,99;23,73\n", "kiosks.csv", dataset=dataset)
    placed = newer.decided.position
    assert placed is not None
    assert (before["mode"], placed.mode, placed.epsg) == ("xy", PositionMode.LATLON, 4326)


VALUES = "code,open,share,seen,at\nA1,true,99.0,2023-05-01,2023-05-01T10:00:00+03:00\n"


@pytest.mark.parametrize(
    ("language", "told"),
    [
        (
            "en",
            [
                ("yes", "no"),
                ("99", "99.5"),
                ("1 May 2023", "2 May 2023"),
                ("1 May 2023 10:00", "1 May 2023 11:30"),
            ],
        ),
        (
            "el",
            [("ναι", "όχι"), ("99", "99,5"), ("1/5/2023", "2/5/2023"), ("1/5/2023 10:00", "1/5/2023 11:30")],
        ),
    ],
)
def test_values_are_told_as_people_of_the_language_write_them(
    editor: Client, language: str, told: list[tuple[str, str]]
) -> None:
    first = inspect(VALUES, "things.csv")
    columns = [
        replace(column, type=FieldType.NUMBER) if column.key == "share" else column
        for column in first.decided.columns
    ]
    decide(first, by=None, decisions=replace(first.decided, columns=tuple(columns), key_columns=("code",)))
    dataset = publish(first).dataset
    newer = "code,open,share,seen,at\nA1,false,99.5,2023-05-02,2023-05-01T11:30:00+03:00\nA2,true,99.0,2023-05-01,\n"
    page = page_of(editor, inspect(newer, "things.csv", dataset=dataset), language)
    (row,) = page.context["difference"]["changed_rows"]
    assert [(before, after) for _title, before, after in row.values] == told
    (added,) = page.context["difference"]["added_rows"]
    assert [value for _title, value in added.values] == [told[0][0], "99", told[2][0]]


def test_columns_in_another_order_change_no_row() -> None:
    dataset = publish_file()
    moved = (
        "made,seats,kind,code\n2020-05-01,3,Παγκάκι,B1\n2021-06-02,4,Παγκάκι,B2\n2022-07-03,2,Κάθισμα,B3\n"
    )
    assert publish(inspect(moved, dataset=dataset)).revision == 2
    assert fields_of(dataset) == ["code", "kind", "seats", "made"]
    assert Revision.objects.get(collection__dataset=dataset, number=2).changed == 1


def test_that_every_row_counts_as_changed_is_said_where_columns_come_or_go(editor: Client) -> None:
    said = "in the history of the dataset every row will count as changed"
    dataset = publish_file()
    assert said not in page_of(editor, inspect(BENCHES.replace("B3", "B4"), dataset=dataset)).text
    upload = inspect(WITHOUT_SEATS, dataset=dataset)
    assert said in page_of(editor, upload).text
    send(editor, upload, publish="1", **{"farewell-seats": "keep"})
    work_on_upload(upload.pk)
    again = inspect(WITHOUT_SEATS.replace("B3", "B5"), dataset=dataset)
    assert said not in page_of(editor, again).text, "the column stands empty already"


def test_rows_without_a_key_are_told_by_their_values_alone(editor: Client) -> None:
    dataset = publish_file("name,share\nΑ,1.5\nΒ,2.5\n", "things.csv")
    page = page_of(editor, inspect("name,share\nΑ,1.5\nΒ,3.5\n", dataset=dataset))
    (row,) = page.context["difference"]["added_rows"]
    assert row.key.endswith("#1")
    assert row.key not in page.text


def test_the_address_above_all_pages_of_data_leads_to_the_datasets(editor: Client) -> None:
    assert editor.get("/admin/data/")["Location"] == reverse("datasets:index")
