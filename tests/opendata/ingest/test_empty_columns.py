"""Columns without any value: left out where they have no name either, told where they have one."""

from __future__ import annotations

from django.utils.translation import override

from opendata.ingest.codes import Code
from opendata.ingest.contract import ColumnDecision, Decisions, Findings
from opendata.ingest.problems import sentence
from opendata.tables.contract import FieldType
from tests.opendata.ingest.files import look

CONTENT = "code;;Είδος;Σχόλια;\n1;;δάση; ;\n2; ;άλση;;x\n"


def keys(found: Findings) -> list[str]:
    return [column.key for column in found.columns]


def told(found: Findings, code: Code) -> list[str]:
    return [sentence(one) for one in found.problems.first if one.code is code]


def test_a_column_with_neither_a_name_nor_a_value_is_left_out_and_told() -> None:
    found = look(CONTENT)
    assert keys(found) == ["code", "eidos", "scholia", "column_5"]
    assert found.sample == (("1", "δάση", None, None), ("2", "άλση", None, "x"))
    with override("en"):
        assert told(found, Code.COLUMNS_LEFT_OUT) == [
            "Columns with neither a name nor a value are left out: number 2."
        ]
        assert told(found, Code.HEADER_EMPTY) == ["The column number 5 has no name."]
    with override("el"):
        assert told(found, Code.COLUMNS_LEFT_OUT) == [
            "Στήλες χωρίς όνομα και χωρίς τιμή παραλείπονται: αριθμός 2."
        ]


def test_read_again_it_is_left_out_as_before_and_not_told_to_be_new() -> None:
    again = look(CONTENT, decisions=Decisions.from_findings(look(CONTENT)))
    assert keys(again) == ["code", "eidos", "scholia", "column_5"]
    assert Code.COLUMN_NEW not in again.problems.counts


def test_a_column_with_a_name_stays_and_is_told_to_be_empty() -> None:
    empty = [one.column for one in look(CONTENT).problems.first if one.code is Code.COLUMN_EMPTY]
    assert empty == ["Σχόλια"]


def test_a_nameless_column_that_was_published_with_an_earlier_file_stays_though_it_is_empty_now() -> None:
    earlier = Decisions.from_findings(look("code;;Είδος\n1;a;δάση\n2;b;άλση\n"))
    assert earlier.columns[1] == ColumnDecision(
        "", "column_2", FieldType.TEXT, titles={"el": "column_2", "en": "column_2"}
    )
    assert keys(look("code;;Είδος\n1;;δάση\n2;;άλση\n", decisions=earlier)) == ["code", "column_2", "eidos"]


def test_with_a_value_in_one_row_it_is_a_column() -> None:
    assert "column_2" in keys(look("code;;Είδος\n1;;δάση\n2;b;άλση\n"))
