"""What the review asks of values that can be read in two ways, and of totals; what comes of the answers."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from opendata.ingest.actions import work_on_upload
from opendata.ingest.codes import Code
from opendata.ingest.models import Upload
from tests.factories.uploads import inspect, publish
from tests.opendata.ingest.test_office import send
from tests.opendata.ingest.test_uploads import shelf

pytestmark = pytest.mark.django_db

AMOUNTS = "code,amount\nA1,1.500 €\nA2,25.000 €\n"
TOTAL = "code;amount\nA1;10\nA2;20\nΣΥΝΟΛΟ;30\n"


def page_of(client: Client, upload: Upload) -> Any:
    return client.get(reverse("ingest:upload", args=[upload.pk]))


def sent_and_read_again(client: Client, upload: Upload, **changes: Any) -> Any:
    assert send(client, upload, save="1", **changes).status_code == 302
    work_on_upload(upload.pk)
    upload.refresh_from_db()
    return page_of(client, upload)


def test_thousands_or_decimals_is_chosen_where_no_value_shows_it_and_holds_for_later_files(
    editor: Client,
) -> None:
    upload = inspect(AMOUNTS, "things.csv")
    page = page_of(editor, upload)
    fields = page.context["review"].columns
    assert ["decimal" in form.fields for form in fields] == [False, True]
    assert fields[1].fields["decimal"].choices == [
        (",", "Thousands: 1.500 € is 1500"),
        (".", "Decimals: 1.500 € is 1.5"),
    ]
    assert "It is taken for thousands: “1.500 €” is 1500." in page.text
    assert page.context["sample"]["rows"][0].cells[1].text == "1500"

    page = sent_and_read_again(editor, upload, **{"column-1-decimal": ".", "column-0-is_key": "on"})
    assert page.context["sample"]["rows"][0].cells[1].text == "1.5"
    assert not page.context["kinds"]
    dataset = publish(upload).dataset
    assert dataset is not None
    assert shelf("things", "code", "amount") == [("A1", 1.5), ("A2", 25.0)]

    newer = inspect(AMOUNTS.replace("25.000", "26.000"), "things.csv", dataset=dataset)
    (changed,) = newer.comparison["changed_rows"]
    assert changed["values"] == [["amount", "25.0", "26.0"]]
    shown_by_values = inspect(AMOUNTS.replace("25.000", "1.025.000"), "things.csv", dataset=dataset)
    amount = shown_by_values.decided.columns[1]
    assert (amount.decimal, amount.chosen_decimal) == (",", ".")


def test_what_is_only_left_as_it_stood_is_no_choice(editor: Client) -> None:
    upload = inspect(AMOUNTS, "things.csv")
    send(editor, upload, save="1")
    upload.refresh_from_db()
    assert (upload.state, upload.decided.columns[1].chosen_decimal) == ("inspected", "")


def test_a_total_is_left_out_and_told_until_the_editor_keeps_it(editor: Client) -> None:
    upload = inspect(TOTAL, "things.csv")
    page = page_of(editor, upload)
    assert "<dd>2, and 1 left out</dd>" in page.text
    assert "The row is the total of the others (“ΣΥΝΟΛΟ”)." in page.text
    keep = page.context["review"].reading.fields["keep_totals"]
    assert (keep.help_text, page.context["review"].reading["keep_totals"].value()) == ("line 4", False)
    publish(upload)
    assert shelf("things", "code", "amount") == [("A1", 10), ("A2", 20)]

    other = inspect(TOTAL, "others.csv")
    page = sent_and_read_again(editor, other, **{"read-keep_totals": "on"})
    assert page.context["review"].reading["keep_totals"].value() is True
    assert not page.context["kinds"]
    dataset = publish(other).dataset
    assert dataset is not None
    assert shelf("others", "code", "amount") == [("A1", 10), ("A2", 20), ("ΣΥΝΟΛΟ", 30)]
    newer = inspect(TOTAL.replace("20", "25").replace("30", "35"), "others.csv", dataset=dataset)
    assert (newer.comparison["changed"], newer.problems.counts) == (2, {})


def test_what_may_be_a_total_is_told_and_left_out_once_the_editor_ticks_it(editor: Client) -> None:
    doubtful = TOTAL.replace("30", "31")
    upload = inspect(doubtful, "things.csv")
    page = page_of(editor, upload)
    assert "The row is called as a total is (“ΣΥΝΟΛΟ”)" in page.text
    assert "says 31, but the rows above it come to 30" in page.text
    assert page.context["review"].reading.fields["leave_doubtful"].help_text == "line 4"
    page = sent_and_read_again(editor, upload, **{"read-leave_doubtful": "on"})
    assert "<dd>2, and 1 left out</dd>" in page.text
    dataset = publish(upload).dataset
    assert dataset is not None
    assert shelf("things", "code", "amount") == [("A1", 10), ("A2", 20)]
    newer = inspect(doubtful, "things.csv", dataset=dataset)
    assert (newer.comparison["added"], newer.decided.total_rows) == (0, (4,))


def test_where_there_is_no_total_nothing_is_asked_of_it(editor: Client) -> None:
    page = page_of(editor, inspect(AMOUNTS, "things.csv"))
    assert "keep_totals" not in page.context["review"].reading.fields


def test_of_a_newer_file_too_it_is_told_how_its_values_were_read(editor: Client) -> None:
    dataset = publish(inspect("code,day\nA1,7-5-1968\nA2,8-6-1968\n", "things.csv")).dataset
    upload = inspect("code,day\nA1,7-5-68\nA2,8-6-68\n", "things.csv", dataset=dataset)
    assert upload.load_report is not None
    assert upload.problems.counts == {Code.CENTURIES_SUPPLIED: 1}
    assert "“7-5-68” in line 2 (7 May 1968)" in page_of(editor, upload).text
