"""What is told of a file in its review holds after what was decided; private columns and new ones are seen as such."""

from __future__ import annotations

from dataclasses import replace

import pytest
from django.test import Client

from opendata.ingest.actions import decide, read_again, work_on_upload
from opendata.ingest.codes import ODDITIES, Code
from opendata.ingest.models import Upload
from opendata.tables.contract import FieldType
from tests.factories.uploads import BENCHES, inspect, publish
from tests.opendata.ingest.test_what_changes import page_of

pytestmark = pytest.mark.django_db

ODD = "code,seats\n" + "".join(f"B{number},{number}\n" for number in range(1, 40)) + "B40,–x\n"
IN_METRES = "code;x;y\nK1;476100,5;4204100,2\nK2;476230,1;4204210,9\n"


def codes(upload: Upload) -> set[str]:
    return set(upload.problems.counts)


def with_type(upload: Upload, key: str, kind: FieldType) -> Upload:
    """Decided, and read again as the review page does."""
    columns = tuple(
        replace(column, type=kind) if column.key == key else column for column in upload.decided.columns
    )
    decide(upload, by=None, decisions=replace(upload.decided, columns=columns))
    done = work_on_upload(read_again(upload, by=None, changes={}).pk)
    assert done is not None
    return done


def test_a_column_that_was_made_a_number_is_not_said_to_be_read_as_text(editor: Client) -> None:
    first = inspect(ODD)
    assert Code.NEARLY_NUMBERS.value in codes(first)
    dataset = publish(with_type(first, "seats", FieldType.INTEGER)).dataset
    newer = inspect(ODD.replace("B7,7", "B7,8"), dataset=dataset)
    assert newer.decided.columns[1].type is FieldType.INTEGER
    assert Code.BAD_INTEGER.value in codes(newer)
    assert not codes(newer) & ODDITIES
    page = page_of(editor, newer)
    assert "The cell stays empty." in page.text
    assert "So the column is read as text." not in page.text
    assert [form.fields["type"].help_text for form in page.context["review"].columns] == ["", ""]


def test_that_the_system_was_supposed_is_told_until_another_one_is_chosen() -> None:
    upload = inspect(IN_METRES, "kiosks.csv")
    assert Code.CRS_GUESSED.value in codes(upload)
    again = with_type(upload, "code", FieldType.TEXT)
    assert Code.CRS_GUESSED.value in codes(again)
    assert again.problems.counts[Code.CRS_GUESSED.value] == 1
    position = again.decided.position
    assert position is not None
    decide(again, by=None, decisions=replace(again.decided, position=replace(position, epsg=32634)))
    chosen = work_on_upload(read_again(again, by=None, changes={}).pk)
    assert chosen is not None
    assert Code.CRS_GUESSED.value not in codes(chosen)


WIDE = "code,a,b,c,d,e,f,g\nB1,1,2,3,4,5,6,7\n"


def test_a_new_row_shows_its_new_columns_first_and_says_how_many_values_are_left_out(editor: Client) -> None:
    first = inspect(WIDE)
    assert first.decided.key_columns == ("code",)
    dataset = publish(first).dataset
    newer = inspect("code,a,b,c,d,e,f,g,h\nB1,1,2,3,4,5,6,7,8\nB2,1,2,3,4,5,6,7,9\n", dataset=dataset)
    page = page_of(editor, newer)
    (row,) = page.context["difference"]["added_rows"]
    assert row.key == "B2"
    assert row.values == [("h", "9"), ("a", "1"), ("b", "2"), ("c", "3"), ("d", "4"), ("e", "5")]
    assert row.more == 2
    assert "and 2 more values" in page.text
    assert "και 2 ακόμη τιμές" in page_of(editor, newer, "el").text


def test_private_columns_are_marked_with_a_word_in_the_first_rows(editor: Client) -> None:
    upload = inspect(BENCHES)
    said = '<span class="data-tag">not published</span>'
    assert said not in page_of(editor, upload).text
    columns = [replace(column, private=column.key == "made") for column in upload.decided.columns]
    decide(upload, by=None, decisions=replace(upload.decided, columns=tuple(columns)))
    page = page_of(editor, upload)
    assert page.text.count(said) == 1
    assert f'<th scope="col">made {said}</th>' in page.text
    assert ">δεν δημοσιεύεται</span>" in page_of(editor, upload, "el").text
