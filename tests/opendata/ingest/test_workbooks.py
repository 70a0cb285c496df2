"""Sheets of Excel and OpenDocument."""

from __future__ import annotations

import io
import zipfile
from datetime import date, datetime

import openpyxl
import pytest

from opendata.ingest.codes import Kind, Refusal
from opendata.ingest.contract import Decisions
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader.excel_formats import DAY, PLAIN, SHARE, style_of
from tests.opendata.ingest.files import column, look, sheets_of, types, workbook_of, zip_of


def test_a_workbook_is_read_with_its_types() -> None:
    rows = [
        ["Όνομα", "ΑΦΜ", "Ποσό", "Ημερομηνία", "Ώρα", "Ενεργό", "Πλήθος"],
        ["α", "012345678", 1.5, date(2020, 1, 31), datetime.fromisoformat("2020-01-31T10:30"), True, 3],
        ["β", "112345678", 2, date(2021, 2, 28), datetime.fromisoformat("2021-01-31T11:30"), False, 4],
    ]
    findings = look(workbook_of({"Φύλλο1": rows}))
    assert (findings.kind, findings.layer, findings.row_count) == (Kind.XLSX, "Φύλλο1", 2)
    assert types(findings) == {
        "Όνομα": "string",
        "ΑΦΜ": "string",
        "Ποσό": "number",
        "Ημερομηνία": "date",
        "Ώρα": "datetime",
        "Ενεργό": "boolean",
        "Πλήθος": "integer",
    }
    assert findings.sample[0] == ("α", "012345678", "1.5", "2020-01-31", "2020-01-31 10:30:00", "true", "3")


def test_a_title_and_merged_groups_above_the_header_are_understood() -> None:
    rows = [
        ["Μητρώο δέντρων 2024", None, None, None],
        [None, None, None, None],
        ["α/α", "Διεύθυνση", None, "Ύψος"],
        [None, "Οδός", "Αριθμός", None],
        [1, "Αθηνάς", 5, 3.5],
        [2, "Ερμού", 7, 4.5],
    ]
    findings = look(workbook_of({"a": rows}, merge="B3:C3"))
    assert findings.header_row == 4
    assert [one.source for one in findings.columns] == ["α/α", "Οδός", "Αριθμός", "Ύψος"]
    assert findings.row_count == 2


def test_the_first_sheet_with_rows_is_taken_unless_another_is_chosen() -> None:
    book = workbook_of({"κενό": [], "α": [["x", "y"], ["a", 1]], "β": [["z", "w"], ["b", 2], ["c", 3]]})
    findings = look(book)
    assert findings.layer == "α"
    assert [layer.name for layer in findings.layers] == ["κενό", "α", "β"]
    chosen = look(book, decisions=Decisions(layer="β"))
    assert (chosen.layer, chosen.row_count) == ("β", 2)
    with pytest.raises(FileRefused) as refused:
        look(book, decisions=Decisions(layer="γ"))
    assert refused.value.code is Refusal.NO_SUCH_LAYER


def test_a_cover_note_is_not_taken_for_the_table() -> None:
    table = [["x", "y"], ["a", 1]]
    names_only = [["Τίτλος", None], ["x", "y"]]
    findings = look(workbook_of({"εξώφυλλο": [["Στοιχεία 2024"]], "ονόματα": names_only, "δεδομένα": table}))
    assert (findings.layer, findings.row_count) == ("δεδομένα", 1)
    assert [layer.name for layer in findings.layers] == ["εξώφυλλο", "ονόματα", "δεδομένα"]
    cover = '<table:table table:name="a"><table:table-row><table:table-cell><text:p>2024</text:p></table:table-cell>'
    rows = "<table:table-row><table:table-cell><text:p>x</text:p></table:table-cell></table:table-row>" * 2
    sheets = f'{cover}</table:table-row></table:table><table:table table:name="b">{rows}</table:table>'
    assert look(sheets_of(sheets)).layer == "b"
    with pytest.raises(FileRefused) as refused:
        look(workbook_of({"κενό": [], "εξώφυλλο": [["Στοιχεία 2024"]]}))
    assert refused.value.code is Refusal.NO_ROWS


def test_a_single_sheet_is_taken_whatever_it_was_called_before() -> None:
    assert (
        look(workbook_of({"2024": [["x", "y"], ["a", 1]]}), decisions=Decisions(layer="2023")).row_count == 1
    )


def test_blank_rows_and_columns_around_a_table_do_not_count() -> None:
    rows = [["x", "y", None], ["a", 1, None], [None, None, None], ["b", 2, None], *[[None] * 3] * 20]
    findings = look(workbook_of({"a": rows}))
    assert len(findings.columns) == 2
    assert findings.row_count == 2


@pytest.mark.parametrize("missing", ["xl/workbook.xml", "xl/worksheets/sheet1.xml"])
def test_a_damaged_workbook_is_refused(missing: str) -> None:
    whole = zipfile.ZipFile(io.BytesIO(workbook_of({"a": [["x", "y"], ["a", 1]]})))
    parts = {name: whole.read(name) for name in whole.namelist() if name != missing}
    with pytest.raises(FileRefused) as refused:
        look(zip_of(parts))
    assert refused.value.code in (Refusal.UNREADABLE, Refusal.ARCHIVE_WITHOUT_DATA, Refusal.NO_TABLE)


SHEET = """<?xml version="1.0"?><x:worksheet xmlns:x="http://schemas.openxmlformats.org/spreadsheetml/2006/main">
<x:dimension ref="A1:B99"/><x:sheetData>
<x:row r="1"><x:c r="A1" t="inlineStr"><x:is><x:t>όνομα</x:t></x:is></x:c><x:c r="C1" t="str"><x:v>ημέρα</x:v></x:c>
<x:c r="D1" t="s"><x:v>0</x:v></x:c></x:row>
<x:row r="7"><x:c r="A7" t="e"><x:v>#DIV/0!</x:v></x:c><x:c r="C7" s="1"><x:f>1+1</x:f><x:v>43861</x:v></x:c>
<x:c r="D7"><x:v>1.1000000000000001</x:v></x:c></x:row>
<x:row r="9"><x:c r="A9" t="inlineStr"><x:is><x:t>α</x:t></x:is></x:c><x:c r="C9" s="1"><x:v>59</x:v></x:c><x:c r="D9"><x:v>2E3</x:v></x:c></x:row>
</x:sheetData></x:worksheet>"""
PARTS = {
    "xl/workbook.xml": '<w xmlns:r="x"><workbookPr date1904="{since}"/><sheets><sheet name="s" r:id="rId1"/></sheets></w>',
    "xl/_rels/workbook.xml.rels": '<R><Relationship Id="rId1" Type="http://x/worksheet" Target="/xl/worksheets/sheet1.xml"/></R>',
    "xl/styles.xml": '<s><numFmts><numFmt numFmtId="170" formatCode="[$-408]d/m/yyyy;@"/></numFmts>'
    '<cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs><xf numFmtId="0"/><xf numFmtId="170"/></cellXfs></s>',
    "xl/sharedStrings.xml": "<sst><si><r><t>ύψος</t></r><r><t> (m)</t></r><rPh><t>no</t></rPh></si></sst>",
    "xl/worksheets/sheet1.xml": SHEET,
}


@pytest.mark.parametrize(
    ("since", "days"), [("0", ("2020-01-31", "1900-02-28")), ("1", ("2024-02-01", "1904-02-29"))]
)
def test_what_other_programs_write_into_workbooks_is_read(since: str, days: tuple[str, str]) -> None:
    parts = {**PARTS, "xl/workbook.xml": PARTS["xl/workbook.xml"].format(since=since)}
    findings = look(zip_of(parts))
    assert [one.source for one in findings.columns] == ["όνομα", "ημέρα", "ύψος (m)"]
    assert findings.sample == (("#DIV/0!", days[0], "1.1"), ("α", days[1], "2000"))
    assert types(findings)["ημέρα"] == "date"


def test_a_reference_to_a_text_that_is_not_there_makes_a_workbook_unreadable() -> None:
    with pytest.raises(FileRefused) as refused:
        look(zip_of({**PARTS, "xl/sharedStrings.xml": "<sst></sst>"}))
    assert refused.value.code is Refusal.UNREADABLE


@pytest.mark.parametrize("part", list(PARTS))
def test_entities_in_a_workbook_are_refused(part: str) -> None:
    entities = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'
    with pytest.raises(FileRefused) as refused:
        look(zip_of({**PARTS, part: entities}))
    assert refused.value.code is Refusal.UNSAFE_CONTENT


CELL = '<table:table-cell office:value-type="{kind}" office:{name}="{value}"><text:p>{text}</text:p></table:table-cell>'
TEXT = '<table:table-cell office:value-type="string"><text:p>{}</text:p></table:table-cell>'


def ods_row(*cells: str, repeated: int = 1) -> str:
    return f'<table:table-row table:number-rows-repeated="{repeated}">{"".join(cells)}</table:table-row>'


def test_an_opendocument_sheet_is_read_by_its_values_not_by_what_it_shows() -> None:
    number = CELL.format(kind="float", name="value", value="1.5", text="1,50")
    day = CELL.format(kind="date", name="date-value", value="2020-01-31", text="31 Ιαν")
    yes = CELL.format(kind="boolean", name="boolean-value", value="true", text="ΑΛΗΘΕΣ")
    rows = ods_row(*map(TEXT.format, ["Όνομα", "Ποσό", "Ημέρα", "Ναι"])) + ods_row(
        TEXT.format("α"), number, day, yes
    )
    findings = look(sheets_of(f'<table:table table:name="Φύλλο">{rows}</table:table>'))
    assert (findings.kind, findings.layer) == (Kind.ODS, "Φύλλο")
    assert findings.sample == (("α", "1.5", "2020-01-31", "true"),)
    assert types(findings) == {"Όνομα": "string", "Ποσό": "number", "Ημέρα": "date", "Ναι": "boolean"}


def test_shares_are_read_as_people_see_them_in_a_workbook_and_in_an_opendocument_sheet() -> None:
    book = openpyxl.Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Δήμος", "Συμμετοχή", "Αύξηση"])
    for name, share, growth in (("α", 0.15, 0.07), ("β", 1, 0.33333), ("γ", -0.005, 0.125)):
        sheet.append([name, share, growth])
    for row in sheet.iter_rows(min_row=2, min_col=2, max_col=3):
        row[0].number_format, row[1].number_format = "0%", '0.00" "%;[Red]-0.00%'
    target = io.BytesIO()
    book.save(target)
    shares = [("0.15", "1.25"), ("1", "0.5"), ("-0.005", "0.07")]
    cells = [
        ods_row(*(CELL.format(kind="percentage", name="value", value=one, text="") for one in pair))
        for pair in shares
    ]
    rows = ods_row(*map(TEXT.format, ["Συμμετοχή", "Αύξηση"])) + "".join(cells)
    for content, sample in (
        (target.getvalue(), [("15%", "7%"), ("100%", "33.333%"), ("-0.5%", "12.5%")]),
        (
            sheets_of(f'<table:table table:name="s">{rows}</table:table>'),
            [("15%", "125%"), ("100%", "50%"), ("-0.5%", "7%")],
        ),
    ):
        findings = look(content)
        assert [row[-2:] for row in findings.sample] == sample
        assert findings.problems.counts == {}
        for name in ("Συμμετοχή", "Αύξηση"):
            found = column(findings, name)
            assert (found.type, found.unit, found.decimal) == ("number", "%", ".")


def test_a_percent_sign_in_quotes_is_no_share() -> None:
    assert style_of(170, '0.00" % του συνόλου"') == PLAIN
    assert style_of(170, "0.0\\%") == PLAIN
    assert [style_of(number, None) for number in (0, 9, 10, 14)] == [PLAIN, SHARE, SHARE, DAY]


def test_repeated_cells_and_rows_of_an_opendocument_sheet_are_counted_and_empty_ones_are_not() -> None:
    empty = '<table:table-cell table:number-columns-repeated="16380"/>'
    rows = (
        ods_row(TEXT.format("a"), TEXT.format("b"), empty)
        + ods_row(
            TEXT.format("x").replace(
                "<table:table-cell", '<table:table-cell table:number-columns-repeated="2"'
            ),
            repeated=3,
        )
        + ods_row(empty, repeated=1_048_000)
    )
    findings = look(sheets_of(f'<table:table table:name="s">{rows}</table:table>'))
    assert len(findings.columns) == 2
    assert findings.sample == (("x", "x"),) * 3


def test_several_opendocument_sheets_are_listed() -> None:
    row = ods_row(TEXT.format("a"), TEXT.format("b")) + ods_row(TEXT.format("c"), TEXT.format("d"))
    book = sheets_of(
        f'<table:table table:name="κενό"></table:table><table:table table:name="β">{row}</table:table>'
        f'<table:table table:name="γ">{row}{row}</table:table>'
    )
    findings = look(book)
    assert findings.layer == "β"
    assert [(layer.name, layer.rows) for layer in findings.layers] == [("κενό", 0), ("β", 2), ("γ", 4)]
    assert look(book, decisions=Decisions(layer="γ")).row_count == 3


def test_opendocument_rows_beyond_all_measure_are_refused() -> None:
    rows = ods_row(TEXT.format("a")) + ods_row(TEXT.format("b"), repeated=900_000_000)
    with pytest.raises(FileRefused) as refused:
        look(sheets_of(f'<table:table table:name="s">{rows}</table:table>'))
    assert refused.value.code is Refusal.TOO_MANY_ROWS


def test_entities_in_an_opendocument_file_are_refused() -> None:
    document = '<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "aaaaaaaa">]><x>&a;</x>'
    archive = zip_of({"mimetype": "application/vnd.oasis.opendocument.spreadsheet", "content.xml": document})
    with pytest.raises(FileRefused) as refused:
        look(archive)
    assert refused.value.code is Refusal.UNSAFE_CONTENT
