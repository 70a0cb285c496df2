"""Why a file was refused is worded when somebody reads it, not when it happened."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from opendata.ingest.actions import work_on_upload
from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused
from opendata.ingest.problems import REFUSALS
from opendata.ingest.reading import inspect_file
from opendata.ingest.refusals import kept, worded
from tests.factories.accounts import make_staff
from tests.factories.uploads import receive
from tests.opendata.ingest.office import signed_in


def test_a_refusal_follows_the_language_of_whoever_reads_it() -> None:
    with override("el"):
        stored = kept(FileRefused(Refusal.TOO_MANY_COLUMNS, {"found": 1200, "limit": 1000}))
        assert worded(stored) == "Το αρχείο έχει 1200 στήλες· δεχόμαστε έως 1000."
    with override("en"):
        assert worded(stored) == "The file has 1200 columns; at most 1000 are taken."


@pytest.mark.parametrize("text", ["The file is empty.", '{"refused": "no such code"}', "{}", "[1]", "7", ""])
def test_what_is_no_code_stays_as_it_is(text: str) -> None:
    assert worded(text) == text


def test_every_refusal_has_its_sentence() -> None:
    assert set(REFUSALS) == set(Refusal)


@pytest.mark.django_db
def test_a_file_that_was_refused_in_greek_is_told_in_english_on_its_page_and_in_the_list() -> None:
    with override("el"):
        upload = work_on_upload(receive(b"\x00\x01\x02nothing", "holiday.jpg").pk)
        assert upload is not None
        assert upload.why_refused.startswith("Αυτό το είδος αρχείου")
    editor = signed_in(make_staff("editor@town.test", group="Editors"))
    for page in (reverse("ingest:upload", args=[upload.pk]), reverse("ingest:uploads")):
        text = editor.get(page).text
        assert "This kind of file is not read here." in text
        assert "Αυτό το είδος αρχείου" not in text


@pytest.mark.parametrize(
    ("name", "code"),
    [("list.xlsx", Refusal.UNREADABLE), ("list.gpkg", Refusal.UNREADABLE), ("list.csv", Refusal.NO_ROWS)],
)
def test_a_workbook_of_one_letter_is_damaged_and_no_table_without_rows(
    tmp_path: Path, name: str, code: Refusal
) -> None:
    path = tmp_path / "upload"
    path.write_bytes(b"x")
    with pytest.raises(FileRefused) as refused:
        inspect_file(path, name, boundary=None)
    assert refused.value.code is code


def test_a_table_of_text_is_read_whatever_it_is_called(tmp_path: Path) -> None:
    path = tmp_path / "upload"
    path.write_text("code;n\nA;1\n")
    assert inspect_file(path, "list.xlsx", boundary=None).row_count == 1
