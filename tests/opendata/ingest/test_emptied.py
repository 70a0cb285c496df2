"""A revision whose columns came, or were emptied because they go: the public reads of the rows that really changed."""

from __future__ import annotations

import pytest
from django.test import Client

from opendata.ingest.actions import work_on_upload
from opendata.ingest.models import Upload
from tests.factories.uploads import inspect, publish_file
from tests.opendata.ingest.office import OTHER_COLUMNS
from tests.opendata.ingest.test_office import send
from tests.opendata.ingest.test_renamed import answered

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize("language", ["en", "el"])
def test_the_public_reads_of_rows_that_really_changed_and_which_column_was_emptied(
    editor: Client, newer: Upload, language: str
) -> None:
    answered(editor, newer, **{"farewell-kind": "keep"})
    send(editor, newer, publish="1")
    work_on_upload(newer.pk)
    first = inspect(
        OTHER_COLUMNS.replace("B3,Σόλωνος,Πάγκος,1", "B3,Σόλωνος,Πάγκος,9"), dataset=newer.dataset
    )
    assert newer.dataset is not None
    address = f"/{language}/data/{newer.dataset.name}/revisions/2/"
    page = editor.get(address, {"fresh": ""})
    difference = page.context["difference"]
    assert (difference.form_alone, list(difference.changes)) == (3, [])
    assert [one.title for one in difference.columns.emptied] == ["kind"]
    words = {
        "en": "“kind” has no values from here on, and leaves on",
        "el": "Η στήλη «kind» δεν έχει πια τιμές",
    }
    assert words[language] in page.text
    assert "No rows differ" not in page.text
    send(editor, first, publish="1")
    work_on_upload(first.pk)
    later = editor.get(address.replace("/2/", "/3/"), {"fresh": ""}).context["difference"]
    assert (later.form_alone, [one.key for one in later.changes]) == (0, ["B3"])


def test_a_row_that_changed_is_listed_without_the_columns_that_came_or_were_emptied(editor: Client) -> None:
    upload = inspect(OTHER_COLUMNS.replace("Αθηνάς,Παγκάκι,4", "Αθηνάς,Παγκάκι,5"), dataset=publish_file())
    send(editor, upload, publish="1", **{"farewell-kind": "keep"})
    work_on_upload(upload.pk)
    assert upload.dataset is not None
    page = editor.get(f"/en/data/{upload.dataset.name}/revisions/2/", {"fresh": ""})
    difference = page.context["difference"]
    (change,) = difference.changes
    assert [(one.title, one.before, one.after) for one in change.values] == [("seats", "4", "5")]
    assert difference.form_alone == 2
    assert "In 2 rows nothing but these columns changed; they are not listed." in page.text
