"""The first rows of the review: those that are left out are marked, and numbers stand as people write them."""

from __future__ import annotations

import pytest
from django.utils.translation import override

from opendata.ingest.codes import Kind, PositionMode
from opendata.ingest.contract import ColumnDecision, ColumnFinding, Decisions, Findings, Position
from opendata.ingest.office.sampling import Cell, sample_of
from opendata.tables.contract import FieldType
from tests.opendata.ingest.files import look

PLACED = "code,lat,lon\nA1,37.90,23.73\nA2,0,0\nA1,37.91,23.74\nA3,37.92,23.75\n"


def test_rows_that_are_left_out_are_known_among_the_first() -> None:
    wish = Decisions(
        columns=tuple(ColumnDecision.from_finding(column) for column in look(PLACED).columns),
        key_columns=("code",),
        position=Position(PositionMode.LATLON, ("lat", "lon")),
    )
    found = look(PLACED, decisions=wish)
    assert (found.sample_aside, found.kept) == ((1, 2), 2), "0, 0 and the second A1"
    assert [row.left_out for row in sample_of(found, found_columns(found))["rows"]] == [
        False,
        True,
        True,
        False,
    ]


def found_columns(found: Findings) -> list[ColumnDecision]:
    return [ColumnDecision.from_finding(column) for column in found.columns]


def shown(value: str, kind: FieldType, *, unit: str = "", decimal_by: str = "") -> Cell:
    finding = ColumnFinding("a", "a", kind, unit=unit, decimal=",", decimal_by=decimal_by)
    found = Findings(Kind.CSV, columns=(finding,), sample=((value,),))
    with override("el"):
        cell = sample_of(found, found_columns(found))["rows"][0].cells[0]
    assert isinstance(cell, Cell)
    return cell


@pytest.mark.parametrize(
    ("value", "kind", "unit", "text", "written"),
    [
        ("12300", FieldType.NUMBER, "", "12.300", ""),
        ("3450,75", FieldType.NUMBER, "€", "3.450,75", ""),
        ("3450,75", FieldType.NUMBER, "", "3450,75", ""),
        ("12300", FieldType.INTEGER, "€", "12.300", ""),
        ("12,50", FieldType.NUMBER, "€", "12,5", "12,50"),
        # Years and codes keep their digits together.
        ("2024", FieldType.INTEGER, "", "2024", ""),
        ("2024", FieldType.NUMBER, "", "2024", ""),
        ("17455", FieldType.INTEGER, "", "17455", ""),
        ("12300", FieldType.TEXT, "", "12300", ""),
    ],
)
def test_numbers_stand_as_the_public_table_has_them(
    value: str, kind: FieldType, unit: str, text: str, written: str
) -> None:
    assert shown(value, kind, unit=unit) == Cell(text, written)


def test_a_number_whose_mark_is_in_doubt_shows_how_it_was_read() -> None:
    assert shown("1.500", FieldType.NUMBER, unit="€", decimal_by="custom") == Cell("1500", "1.500")
