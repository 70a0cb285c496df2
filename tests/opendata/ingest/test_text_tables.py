"""CSV and its relatives as towns have them."""

from __future__ import annotations

import csv
import io

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata.ingest.codes import Code, Kind, Refusal
from opendata.ingest.contract import Decisions
from opendata.ingest.errors import FileRefused
from tests.opendata.ingest.files import column, csv_of, look, types

GREEK = "Οδός;Δήμος;Ύψος (μ)\nΆρεως;Καλλιθέα;3,5\nΈρωτος;Άλιμος;12,25\nΌμιλος;Ρέντης;1.234,5\n"


@pytest.mark.parametrize(
    ("encoding", "found"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("cp1253", "windows-1253"),
        ("iso-8859-7", "iso-8859-7"),
    ],
)
def test_greek_is_read_in_every_encoding_that_greek_offices_use(encoding: str, found: str) -> None:
    findings = look(GREEK.encode(encoding))
    assert findings.encoding == found
    assert [one.source for one in findings.columns] == ["Οδός", "Δήμος", "Ύψος (μ)"]
    assert findings.sample[0] == ("Άρεως", "Καλλιθέα", "3,5")


@pytest.mark.parametrize("encoding", ["cp1253", "iso-8859-7"])
def test_few_greek_letters_among_many_signs_are_greek(encoding: str) -> None:
    """The sign of the euro stands alone in every language; ISO has it as another byte, so « and » stand for it there."""
    sign = "€" if encoding == "cp1253" else "»"
    findings = look(("Έτος;Δαπάνη;Έσοδα\n" + f"2016;1.100 {sign};2.150 {sign}\n" * 80).encode(encoding))
    assert [one.source for one in findings.columns] == ["Έτος", "Δαπάνη", "Έσοδα"]


def test_signs_without_letters_are_those_of_every_office() -> None:
    findings = look(("year;cost\n" + "2016;1.100 €\n" * 8).encode("cp1252"))
    assert findings.sample[0] == ("2016", "1.100 €")


@pytest.mark.parametrize("row", ["α;37,9001;23,7351", "1,5;2,5;3,5", "α;β;1.500,50 €", "1,5\t2\t3"])
def test_decimal_commas_in_every_row_do_not_cut_it(row: str) -> None:
    delimiter = "\t" if "\t" in row else ";"
    findings = look(delimiter.join("xyz") + "\n" + f"{row}\n" * 60)
    assert (findings.delimiter, len(findings.columns)) == (delimiter, 3)


def test_commas_between_digits_cut_where_nothing_else_does() -> None:
    assert look("x,y\n" + "1,2\n" * 60).delimiter == ","
    assert look("x,y,z\n" + "1,2,a;b\n" * 60).delimiter == ","


def test_western_letters_are_told_from_greek_ones() -> None:
    findings = look("Straße;Größe\nMüllerstraße;1,5\nÉcole supérieure;2,5\n".encode("latin-1"))
    assert findings.encoding == "iso-8859-1"
    assert column(findings, "Straße").examples[0] == "Müllerstraße"


def test_the_encoding_is_decided_by_all_of_the_file() -> None:
    plain = "name,place\n" + "abc,def\n" * 120_000
    assert look((plain + "Ώρα,Άλιμος\n").encode("cp1253")).encoding == "windows-1253"


def test_a_few_broken_characters_do_not_make_utf_8_something_else() -> None:
    text = ("Όνομα,Τόπος\n" + "Γεώργιος,Καλλιθέα\n" * 50).encode() + b"\xce,x\n"
    findings = look(text)
    assert findings.encoding == "utf-8"
    assert findings.problems.counts[Code.BAD_CHARACTERS] == 1
    assert findings.problems.first[0].line == 52


def test_the_editor_may_choose_the_encoding() -> None:
    findings = look(GREEK.encode("cp1253"), decisions=Decisions(encoding="iso-8859-7"))
    assert findings.encoding == "iso-8859-7"
    with pytest.raises(FileRefused) as refused:
        look(GREEK, decisions=Decisions(encoding="base64"))
    assert refused.value.code is Refusal.BAD_ENCODING


@pytest.mark.parametrize("delimiter", [",", ";", "\t", "|"])
def test_the_delimiter_is_found(delimiter: str) -> None:
    findings = look(csv_of([["a", "b", "c"], ["x y", "2", "z"], ["w", "3", "v"]], delimiter))
    assert (findings.kind, findings.delimiter) == (Kind.CSV, delimiter)
    assert [one.key for one in findings.columns] == ["a", "b", "c"]


def test_decimal_commas_do_not_make_the_comma_the_delimiter() -> None:
    findings = look("x;y\n1,5;2,5\n3,5;4,5\n")
    assert findings.delimiter == ";"
    assert types(findings) == {"x": "number", "y": "number"}
    assert column(findings, "x").decimal == ","


def test_the_header_may_stand_in_the_third_line() -> None:
    findings = look("Δήμος Καλλιθέας,,\n\nα/α,Οδός,Αριθμός\n1,Αθηνάς,5\n2,Ερμού,7\n")
    assert findings.header_row == 3
    assert [one.source for one in findings.columns] == ["α/α", "Οδός", "Αριθμός"]
    assert findings.row_count == 2


def test_the_editor_may_choose_the_header() -> None:
    content = "one,two\nthree,four\n1,2\n"
    assert look(content, decisions=Decisions(header_row=2)).columns[0].source == "three"
    nameless = look(content, decisions=Decisions(header_row=0))
    assert [one.key for one in nameless.columns] == ["column_1", "column_2"]
    assert nameless.row_count == 3


def test_a_file_of_numbers_only_has_no_header() -> None:
    findings = look("1,2,3\n4,5,6\n7,8,9\n")
    assert findings.header_row == 0
    assert findings.row_count == 3
    assert Code.NO_HEADER in findings.problems.counts


def test_repeated_and_empty_headers_get_keys_of_their_own() -> None:
    findings = look("Όνομα,Όνομα,,Όνομα\na,b,c,d\ne,f,g,h\n")
    assert [one.key for one in findings.columns] == ["onoma", "onoma_2", "column_3", "onoma_3"]
    assert [one.occurrence for one in findings.columns] == [1, 2, 1, 3]
    assert findings.problems.counts[Code.HEADER_REPEATED] == 1
    assert findings.problems.counts[Code.HEADER_EMPTY] == 1


def test_long_greek_headers_get_short_stable_keys_and_keep_their_label() -> None:
    long = "Ηλεκτροεγκεφαλογραφήματα ενός δημοτικού νοσοκομείου ανά έτος"
    findings = look(csv_of([[long, long + "!"], ["a", "b"]], ";"))
    keys = [one.key for one in findings.columns]
    assert findings.columns[0].source == long
    assert all(key.isascii() and len(key.encode()) <= 56 for key in keys)
    assert len(set(keys)) == 2
    assert keys == [one.key for one in look(csv_of([[long, long + "!"], ["c", "d"]], ";")).columns]


def test_names_that_are_words_of_sql_or_of_ours_are_changed() -> None:
    findings = look("select,order,key,geom,limit,Ταμείο\na,b,c,d,e,f\n")
    assert [one.key for one in findings.columns] == ["select_", "order_", "key_", "geom_", "limit_", "tameio"]


def test_four_hundred_columns_are_read() -> None:
    header = [f"στήλη {number}" for number in range(400)]
    findings = look(csv_of([header, *[[str(number)] * 400 for number in range(30)]]))
    assert len(findings.columns) == 400
    assert findings.row_count == 30


def test_far_too_many_columns_are_refused() -> None:
    with pytest.raises(FileRefused) as refused:
        look(csv_of([["c"] * 1500, ["1"] * 1500]))
    assert refused.value.code is Refusal.TOO_MANY_COLUMNS


def test_ragged_rows_are_straightened_and_told() -> None:
    findings = look("a,b,c,d\n1,2,3,4\n5,6\n7,8,9,10,11\n\n   \n12,13,14,15\n")
    assert findings.row_count == 4
    assert findings.sample[1] == ("5", "6", None, None)
    told = {(one.code, one.line) for one in findings.problems.first}
    assert {(Code.ROW_TOO_SHORT, 3), (Code.ROW_TOO_LONG, 4)} <= told


def test_lines_are_those_of_the_file_even_with_line_breaks_in_cells() -> None:
    rows = "".join(f"{number},2020-01-{number:02d}\n" for number in range(1, 29))
    content = 'note,day\n"two\nlines",2020-01-01\n' + rows * 3 + "x,31/2/2020\n"
    findings = look(content)
    assert types(findings)["day"] == "date"
    bad = next(one for one in findings.problems.first if one.code is Code.BAD_DATE)
    assert (bad.line, bad.column, bad.value) == (88, "day", "31/2/2020")


@pytest.mark.parametrize(
    ("content", "code"),
    [
        ("", Refusal.EMPTY),
        ("\n\n  \n", Refusal.EMPTY),
        ("a,b\n", Refusal.NO_ROWS),
        ("\0" * 5000, Refusal.EMPTY),
    ],
)
def test_a_file_without_rows_is_refused(content: str, code: Refusal) -> None:
    with pytest.raises(FileRefused) as refused:
        look(content)
    assert refused.value.code is code


_CELLS = st.text(
    st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\x85\u2028\u2029\ufffd\ufeff"),
    max_size=12,
).map(lambda text: " ".join(text.split()))


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.tuples(_CELLS, _CELLS, _CELLS), min_size=1, max_size=30),
    st.sampled_from([",", ";", "\t", "|"]),
    st.sampled_from(["\n", "\r\n"]),
)
def test_whatever_is_written_as_csv_is_read_back(
    rows: list[tuple[str, str, str]], delimiter: str, ending: str
) -> None:
    target = io.StringIO()
    writer = csv.writer(target, delimiter=delimiter, lineterminator=ending, quoting=csv.QUOTE_ALL)
    writer.writerow(["first name of it", "second", "third"])
    writer.writerows(rows)
    wanted = [tuple(cell or None for cell in row) for row in rows if any(row)]
    decisions = Decisions(delimiter=delimiter, header_row=1, encoding="utf-8")
    if not wanted:
        return
    findings = look(target.getvalue(), decisions=decisions)
    assert list(findings.sample) == wanted[:20]
    assert findings.row_count == len(wanted)
