"""A column that is gone is said to be another one now: which ones are offered, what it costs, how it is taken back."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.test import Client

from opendata.catalog.models import Dataset
from opendata.ingest.actions import decide, read_again, work_on_upload
from opendata.ingest.choices import Farewell, UploadState
from opendata.ingest.contract import ColumnDecision
from opendata.ingest.models import ColumnChange, Upload
from opendata.ingest.renaming import fits
from opendata.tables.contract import Field, FieldType
from tests.factories.uploads import BENCHES, inspect, publish_file
from tests.opendata.ingest.test_office import send, state_of
from tests.opendata.ingest.test_uploads import shelf
from tests.opendata.ingest.test_what_changes import fields_of, page_of, questions

pytestmark = pytest.mark.django_db

NO_DAYS = "code,kind,seats,work\nB1,Παγκάκι,3,κλάδεμα 1\nB2,Παγκάκι,4,κλάδεμα 2\nB3,Κάθισμα,1,κλάδεμα 3\n"
OTHER_DAYS = BENCHES.replace("made", "built")
WITHOUT_MADE = "code,kind,seats\nB1,Παγκάκι,3\nB2,Παγκάκι,4\nB3,Κάθισμα,1\n"


def answers(page: Any, name: str) -> list[str]:
    field = page.context["review"].farewell.fields[f"farewell-{name}"]
    return [value for value, _text in field.choices]


def answered(editor: Client, upload: Upload, **changes: str) -> Upload:
    """Kept, and read again where the answer asks for it."""
    assert send(editor, upload, save="1", **changes).status_code == 302
    work_on_upload(upload.pk)
    assert state_of(upload) == UploadState.INSPECTED
    return upload


@pytest.mark.parametrize(
    ("new", "published", "can"),
    [
        (FieldType.TEXT, FieldType.DATE, False),
        (FieldType.TEXT, FieldType.INTEGER, False),
        (FieldType.NUMBER, FieldType.INTEGER, False),
        (FieldType.DATE, FieldType.DATE, True),
        (FieldType.INTEGER, FieldType.NUMBER, True),
        (FieldType.DATE, FieldType.TEXT, True),
    ],
)
def test_a_column_can_stand_for_one_whose_type_takes_all_of_its_values(
    new: FieldType, published: FieldType, can: bool
) -> None:
    assert fits(ColumnDecision("a", "a", new), Field("b", published, {})) is can


def test_a_text_is_not_offered_for_a_column_of_days(editor: Client) -> None:
    upload = inspect(NO_DAYS, dataset=publish_file())
    assert answers(page_of(editor, upload), "made") == ["", "keep", "drop"]
    refused = send(editor, upload, publish="1", **{"farewell-made": "column-3"})
    assert refused.status_code == 422
    assert answers(page_of(editor, inspect(OTHER_DAYS, dataset=upload.dataset)), "made")[1] == "column-3"


def test_values_that_the_other_columns_type_does_not_take_are_told_in_red_before_publishing(
    editor: Client,
) -> None:
    upload = inspect(NO_DAYS, dataset=publish_file())
    work = upload.decided.columns[3]
    columns = (*upload.decided.columns[:3], replace(work, key="made", type=FieldType.DATE))
    decide(upload, by=None, decisions=replace(upload.decided, columns=columns))
    work_on_upload(read_again(upload, by=None, changes={}).pk)
    page = page_of(editor, upload)
    (fate,) = page.context["difference"]["losing"]
    assert fate.text == "3 values of “work” do not fit the type “Day” and would be empty"
    assert "nothing breaks" not in page.text
    assert "3 of its values do not fit and stay empty" in page.text
    red = page.text.split("Values are lost")[0].rsplit("<div", 1)[1]
    assert "help-critical" in red
    assert "3 τιμές της στήλης «work»" in page_of(editor, upload, "el").text


def test_a_column_whose_values_fit_loses_none(editor: Client) -> None:
    upload = answered(editor, inspect(OTHER_DAYS, dataset=publish_file()), **{"farewell-made": "column-3"})
    page = page_of(editor, upload)
    assert page.context["difference"]["losing"] == []
    assert "It is the column “built” now: same values in 3 of 3 rows, nothing breaks" in page.text
    assert not page.context["difference"]["breaking"]


def renamed(editor: Client) -> tuple[Dataset, Upload]:
    dataset = publish_file()
    upload = inspect(OTHER_DAYS, dataset=dataset)
    return dataset, answered(editor, upload, **{"farewell-made": "column-3"})


def test_the_answer_stays_on_the_page_and_holds_until_it_is_changed(editor: Client) -> None:
    dataset, upload = renamed(editor)
    page = page_of(editor, upload)
    assert 'id="id_farewell-made"' in page.text
    assert page.context["review"].farewell["farewell-made"].value() == "column-3"
    assert questions(page) == []
    answered(editor, upload, **{"column-3-title_en": "Year of making"})
    assert (upload.decided.columns[3].key, upload.decided.columns[3].titles["en"]) == (
        "made",
        "Year of making",
    )
    send(editor, upload, publish="1")
    work_on_upload(upload.pk)
    assert fields_of(dataset) == ["code", "kind", "seats", "made"]
    later = page_of(editor, inspect(OTHER_DAYS.replace("B3", "B4"), dataset=dataset))
    assert not later.context["review"].farewell.fields, "what is published is asked no more"


@pytest.mark.parametrize(
    ("answer", "fields"),
    [
        (Farewell.DROP, ["code", "kind", "seats", "built"]),
        (Farewell.KEEP, ["code", "kind", "seats", "made", "built"]),
    ],
)
def test_the_answer_can_be_taken_back(editor: Client, answer: str, fields: list[str]) -> None:
    dataset, upload = renamed(editor)
    answered(editor, upload, **{"farewell-made": answer})
    back = upload.decided.columns[3]
    assert (back.key, back.titles) == ("built", {"el": "built", "en": "built"})
    assert answers(page_of(editor, upload), "made") == ["", "column-3", "keep", "drop"]
    send(editor, upload, publish="1")
    work_on_upload(upload.pk)
    assert fields_of(dataset) == fields
    assert len(shelf("benches", "code", "built")) == 3


def test_taken_back_without_another_answer_it_is_a_question_again(editor: Client) -> None:
    _dataset, upload = renamed(editor)
    assert send(editor, upload, publish="1", **{"farewell-made": ""}).status_code == 422
    answered(editor, upload, **{"farewell-made": ""})
    assert questions(page_of(editor, upload)) == [
        ("id_farewell-made", "The column “made” is not in this file")
    ]


def test_columns_that_break_programs_are_named_with_what_becomes_of_each(editor: Client) -> None:
    dataset = publish_file()
    upload = inspect("code,kind\nB1,Παγκάκι\n", dataset=dataset)

    def told() -> dict[str, str]:
        return {one.title: one.text for one in page_of(editor, upload).context["difference"]["breaking"]}

    undecided = "not decided yet: choose below what becomes of it"
    assert told() == {"seats": undecided, "made": undecided}
    answered(editor, upload, **{"farewell-seats": "drop", "farewell-made": "keep"})
    assert told()["seats"] == "goes at once, without notice"
    assert told()["made"].startswith("empty from now on; it goes on ")
    assert page_of(editor, upload).context["difference"]["breaks_at_once"]
    answered(editor, upload, **{"farewell-seats": "keep"})
    page = page_of(editor, upload)
    assert not page.context["difference"]["breaks_at_once"]
    assert "This breaks programs" not in page.text


@pytest.mark.parametrize("private", [False, True])
def test_what_was_announced_with_an_earlier_file_is_told_calmly_and_not_asked(
    editor: Client, private: bool
) -> None:
    dataset = publish_file()
    content = BENCHES if private else WITHOUT_MADE
    upload = inspect(content, dataset=dataset)
    if private:
        answered(editor, upload, **{"column-3-private": "on"})
    send(editor, upload, publish="1", **{"farewell-made": "keep"})
    work_on_upload(upload.pk)
    assert state_of(upload) == UploadState.PUBLISHED
    later = inspect(content.replace("B3", "B4"), dataset=dataset)
    page = page_of(editor, later)
    assert questions(page) == []
    assert "This breaks programs" not in page.text
    assert page.context["difference"]["breaking"] == []
    (fate,) = page.context["difference"]["announced"]
    assert fate.title == "made"
    assert fate.text.startswith("stands empty since an earlier file, and goes on ")
    assert page.text.index("<summary>Decide otherwise") < page.text.index('id="id_farewell-made"')
    send(editor, later, publish="1")
    work_on_upload(later.pk)
    assert state_of(later) == UploadState.PUBLISHED
    assert ColumnChange.objects.get(dataset=dataset).kind == "leaving"
    assert fields_of(dataset) == ["code", "kind", "seats", "made"]


def test_who_thinks_better_of_what_was_announced_is_warned_again(editor: Client) -> None:
    dataset = publish_file()
    first = inspect(WITHOUT_MADE, dataset=dataset)
    send(editor, first, publish="1", **{"farewell-made": "keep"})
    work_on_upload(first.pk)
    later = answered(editor, inspect(WITHOUT_MADE, dataset=dataset), **{"farewell-made": "drop"})
    page = page_of(editor, later)
    assert [one.text for one in page.context["difference"]["breaking"]] == ["goes at once, without notice"]
    assert page.context["difference"]["announced"] == []
