"""The review as a Greek reader has it: marks, words and sizes that are Greek."""

from __future__ import annotations

import pytest
from django.template.defaultfilters import filesizeformat
from django.template.loader import render_to_string
from django.utils.translation import override

from opendata.ingest.codes import Code, Kind
from opendata.ingest.contract import (
    ColumnDecision,
    ColumnFinding,
    Findings,
    Layer,
    Position,
    Problem,
    Problems,
)
from opendata.ingest.models import Upload
from opendata.ingest.office.forms.columns import ColumnForm
from opendata.ingest.office.presenting import facts_of
from opendata.ingest.problems import sentence
from opendata.ingest.report import kinds_of
from opendata.tables.contract import FieldType
from tests.opendata.ingest.files import TOWN, look


def test_places_of_a_note_are_told_apart_without_a_question_mark_and_values_have_greek_marks() -> None:
    bad = [Problem(Code.BAD_NUMBER, line, "Ύψος", "Άνω Πόλη") for line in (4, 5)]
    with override("el"):
        kinds = kinds_of(Problems(tuple(bad), {Code.BAD_NUMBER.value: 2}))
        page = render_to_string("ingest/review/problems.html", {"kinds": kinds, "upload": Upload()})
    assert "γραμμή 4, Ύψος: «Άνω Πόλη» · γραμμή 5, Ύψος: «Άνω Πόλη»" in page
    assert "“" not in page


@pytest.mark.parametrize(
    ("places", "english", "greek"),
    [
        ([(30.0, 40.0)] * 3, "No position lies in the municipality.", "Καμία θέση δεν είναι μέσα στον δήμο."),
        ([(37.9, 23.75)] + [(30.0, 40.0)] * 400, "Only 1% of the", "Μόνο το 1% των θέσεων"),
    ],
)
def test_no_position_in_the_municipality_is_not_called_a_share(
    places: list[tuple[float, float]], english: str, greek: str
) -> None:
    rows = "".join(f"A{number},{lat},{lon}\n" for number, (lat, lon) in enumerate(places))
    found = look(f"code,latitude,longitude\n{rows}", boundary=TOWN)
    (far,) = [one for one in found.problems.first if one.code is Code.FAR_FROM_TOWN]
    for language, text in (("en", english), ("el", greek)):
        with override(language):
            assert sentence(far).startswith(text)


@pytest.mark.parametrize(
    ("kind", "english", "greek"),
    [
        (Kind.GPKG, "benches, one of 2 layers", "benches, ένα από τα 2 επίπεδα"),
        (Kind.XLSX, "benches, one of 2 sheets", "benches, ένα από τα 2 φύλλα"),
    ],
)
def test_a_file_with_several_layers_says_how_many_which_is_read_and_how_to_choose(
    kind: Kind, english: str, greek: str
) -> None:
    found = Findings(kind, layers=(Layer("trees"), Layer("benches")), layer="benches")
    for language, text in (("en", english), ("el", greek)):
        with override(language):
            fact = facts_of(found, Position())[1]
            assert fact.text == text
            assert fact.hint
    assert not [fact for fact in facts_of(Findings(kind, layers=(Layer("a"),)), Position()) if fact.hint]


def test_a_greek_label_with_a_unit_is_to_be_translated_too() -> None:
    finding = ColumnFinding("Ύψος (m)", "ypsos", FieldType.NUMBER, unit="m")
    with override("en"):
        form = ColumnForm(found=finding, decided=ColumnDecision.from_finding(finding), is_key=False)
        assert form.asks_for_language
        assert form.fields["title_en"].help_text == "This is Greek. What is it called in English?"
        assert not form.fields["title_el"].help_text


def test_sizes_are_in_greek_words() -> None:
    with override("el"):
        assert [filesizeformat(size) for size in (1, 12)] == ["1\xa0byte", "12\xa0byte"]
