"""What values are taken for, and how they are read."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from typing import Any

import pyarrow as pa
import pytest
from django.utils.translation import override
from hypothesis import given
from hypothesis import strategies as st

from opendata.ingest.codes import Code, Personal
from opendata.ingest.contract import Decisions
from opendata.ingest.problems import sentence
from opendata.ingest.reader.values import Typed, convert
from opendata.tables.contract import FieldType
from tests.opendata.ingest.files import column, csv_of, look, types


def read(kind: str, *written: Any, decimal: str = ".", order: str = "dmy") -> Typed:
    return convert(pa.array(written, pa.string()), kind, decimal=decimal, order=order, zone="Europe/Athens")


def table(name: str, values: list[Any]) -> str:
    return csv_of([["other", name], *[["x", value] for value in values]], ";")


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (["1", "22", "-3"], "integer"),
        (["1.5", "2", "-3.25"], "number"),
        (["1,5", "2", "-3,25"], "number"),
        (["1.234,5", "12,5", "3"], "number"),
        (["12 %", "5%", "7,5 %"], "number"),
        (["2020-01-31", "2021-02-28"], "date"),
        (["31/1/2020", "1/12/2019"], "date"),
        (["18 Δεκεμβρίου 2020", "3 Μαΐου 2021"], "date"),
        (["18 Dec 2020", "December 19, 2020"], "date"),
        (["2020-01-31T10:00:00Z", "2020-01-31 11:30"], "datetime"),
        (["31/1/2020 3:15 μμ", "1/2/2020 11:00 πμ"], "datetime"),
        (["2020-01-31 00:00:00", "2020-02-01 00:00:00"], "date"),
        (["ναι", "όχι", "Ναι"], "boolean"),
        (["true", "false"], "boolean"),
        (["0", "1", "1"], "integer"),
        (["00123", "45678"], "string"),
        (["0164A", "123"], "string"),
        (["12345678901234567890", "1"], "string"),
        (["12:30", "14:00"], "string"),
        (["1-2", "3-4"], "string"),
        (["-", "n/a"], "string"),
        (["−5,5", "2,5"], "number"),
        (["−12345678", "094014201"], "string"),
        (["−12345678", "123456783", "12"], "integer"),
    ],
)
def test_the_type_of_a_column(values: list[str], kind: str) -> None:
    assert types(look(table("value", values)))["value"] == kind


@pytest.mark.parametrize("label", ["ΑΦΜ", "Τ.Κ.", "Ταχυδρομικός κώδικας", "postcode", "Τηλέφωνο", "κωδικός"])
def test_digits_that_are_names_stay_text(label: str) -> None:
    assert types(look(table(label, ["15234", "17671"])))[label] == "string"


def test_the_type_is_decided_by_every_row() -> None:
    values = [str(number) for number in range(60_000)]
    assert types(look(table("value", values)))["value"] == "integer"
    assert types(look(table("value", [*values, "007"])))["value"] == "string"
    assert types(look(table("value", [*values, "1,5"])))["value"] == "number"


def test_a_few_words_among_numbers_are_left_out_and_told() -> None:
    findings = look(table("height", [*[str(number) for number in range(200)], "δεν μετρήθηκε", "-", None]))
    assert types(findings)["height"] == "integer"
    assert findings.problems.counts == {Code.BAD_INTEGER: 1}
    assert (findings.problems.first[0].line, findings.problems.first[0].value) == (202, "δεν μετρήθηκε")


def test_one_word_among_thirty_numbers_makes_a_text_and_is_told_with_its_line() -> None:
    findings = look(table("price", [*[f"{number},50" for number in range(1, 30)], "abc", "-"]))
    assert types(findings)["price"] == "string"
    (problem,) = findings.problems.first
    assert (problem.code, problem.column, problem.line) == (Code.NEARLY_NUMBERS, "price", None)
    with override("en"):
        assert sentence(problem).startswith("29 of 30 values are numbers, but not “abc” in line 31. ")
    chosen = tuple(
        replace(one, type=FieldType.NUMBER)
        for one in Decisions.from_findings(findings).columns
        if one.key == "price"
    )
    again = look(
        table("price", [*[f"{number},50" for number in range(1, 30)], "abc", "-"]),
        decisions=Decisions(columns=chosen),
    )
    assert again.problems.counts.get(Code.BAD_NUMBER) == 1
    assert Code.NEARLY_NUMBERS not in again.problems.counts


@pytest.mark.parametrize(
    ("name", "values", "codes"),
    [
        ("day", ["1/2/2020", "2/2/2020", "3/2/2020", "4/2/2020", "soon"], {Code.NEARLY_DATES: 1}),
        ("house", ["1", "2", "3", "4", "5α"], {}),
        ("postcode", ["14561", "14562", "14563", "14564", "none known"], {}),
        ("kind", ["1", "2", "oak", "elm", "ash"], {}),
        ("small", ["1", "x"], {}),
    ],
)
def test_only_what_is_nearly_of_another_type_is_told(
    name: str, values: list[str], codes: dict[Any, int]
) -> None:
    findings = look(table(name, values))
    assert types(findings)[name] == "string"
    assert findings.problems.counts == codes


def test_american_dates_are_read_so_only_when_nothing_else_is_possible() -> None:
    american = look(table("day", ["1/31/2020", "2/3/2020"]))
    assert types(american)["day"] == "date"
    assert column(american, "day").dates == "mdy"
    assert american.problems.counts == {Code.AMERICAN_DATES: 1}
    assert column(look(table("day", ["1/2/2020", "2/3/2020"])), "day").dates == "dmy"


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-01-31", date(2020, 1, 31)),
        ("2020/1/31", date(2020, 1, 31)),
        ("31/1/2020", date(2020, 1, 31)),
        ("5-6-98", date(1998, 6, 5)),
        ("5.6.21", date(2021, 6, 5)),
        ("18 Δεκεμβρίου 2020", date(2020, 12, 18)),
        ("Παρασκευή, 18 Δεκ 2020", date(2020, 12, 18)),
        ("Monday 18 December 2020", date(2020, 12, 18)),
        ("December 18, 2020", date(2020, 12, 18)),
        ("29-Feb-20", date(2020, 2, 29)),
        ("2020-01-31T23:30:00Z", date(2020, 2, 1)),
        ("29/2/2021", None),
        ("31/13/2020", None),
        ("0/1/2020", None),
        ("18 Βιβλία 2020", None),
    ],
)
def test_a_day(written: str, meant: date | None) -> None:
    typed = read("date", written)
    assert typed.values.to_pylist() == [meant]
    assert len(typed.bad) == (meant is None)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("2020-01-31T10:00:00Z", datetime(2020, 1, 31, 10, tzinfo=UTC)),
        ("2020-01-31 10:00", datetime(2020, 1, 31, 8, tzinfo=UTC)),
        ("2020-07-31T10:00:00.250", datetime(2020, 7, 31, 7, 0, 0, 250_000, tzinfo=UTC)),
        ("2020-01-31 10:00+05:30", datetime(2020, 1, 31, 4, 30, tzinfo=UTC)),
        ("31/1/2020 3:15 μμ", datetime(2020, 1, 31, 13, 15, tzinfo=UTC)),
        ("31/1/2020 12:15 AM", datetime(2020, 1, 30, 22, 15, tzinfo=UTC)),
        ("2020-01-31 25:00", None),
        ("2020-03-29 03:30", datetime(2020, 3, 29, 1, 0, tzinfo=UTC)),
    ],
)
def test_a_moment(written: str, meant: datetime | None) -> None:
    assert read("datetime", written).values.to_pylist() == [meant]


@pytest.mark.parametrize(
    ("written", "decimal", "meant"),
    [
        ("1.234,56", ",", 1234.56),
        ("1.234", ",", 1234.0),
        ("1.234.567", ",", 1234567.0),
        ("12.5", ",", 12.5),
        ("1,234.56", ".", 1234.56),
        ("1,234", ".", 1234.0),
        ("1,5", ".", 1.5),
        ("1 234,5", ",", 1234.5),
        ("1\u00a0234,5", ",", 1234.5),
        ("€ 1.250,00", ",", 1250.0),
        ("-€1,250.50", ".", -1250.5),
        ("6.838,04\u00a0€", ",", 6838.04),
        ("6.838,04", ".", 6838.04),
        ("1,234.56", ",", 1234.56),
        ("1,234.567", ",", 1234.567),
        ("1.234,567", ".", 1234.567),
        ("1.234.567", ".", 1234567.0),
        ("1,234,567", ",", 1234567.0),
        ("+5", ".", 5.0),
        ("−5,5", ",", -5.5),
        ("−1.234,5 €", ",", -1234.5),
        ("1e3", ".", 1000.0),
        (".5", ".", 0.5),
        ("1e999", ".", None),
        ("inf", ".", None),
        ("1.2.3", ".", None),
        ("--5", ".", None),
        ("5-", ".", None),
        ("0x1F", ".", None),
    ],
)
def test_a_number(written: str, decimal: str, meant: float | None) -> None:
    assert read("number", written, decimal=decimal).values.to_pylist() == [meant]


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("9223372036854775807", 9223372036854775807),
        ("9223372036854775808", None),
        ("9007199254740993", 9007199254740993),
        ("5.0", 5),
        ("5.5", None),
        ("0x1F", None),
        ("+7", 7),
        ("-0", 0),
    ],
)
def test_a_whole_number(written: str, meant: int | None) -> None:
    assert read("integer", written).values.to_pylist() == [meant]


@given(st.lists(st.floats(allow_nan=False, allow_infinity=False)))
def test_every_float_is_read_back_as_it_was(numbers: list[float]) -> None:
    assert read("number", *map(repr, numbers)).values.to_pylist() == numbers


@given(st.lists(st.integers(-(2**63) + 1, 2**63 - 1)), st.sampled_from([".", ","]))
def test_every_whole_number_is_read_back_as_it_was(numbers: list[int], decimal: str) -> None:
    assert read("integer", *map(str, numbers), decimal=decimal).values.to_pylist() == numbers


@given(
    st.lists(st.dates(date(1000, 1, 1))), st.sampled_from(["%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y", "%d %B %Y"])
)
def test_every_date_is_read_back_as_it_was(days: list[date], form: str) -> None:
    assert read("date", *[day.strftime(form) for day in days]).values.to_pylist() == days


@given(
    st.sampled_from(["string", "integer", "number", "boolean", "date", "datetime"]),
    st.lists(st.text(max_size=20)),
)
def test_no_text_breaks_the_reading(kind: str, written: list[str]) -> None:
    typed = read(kind, *written)
    assert len(typed.values) == len(written)


@pytest.mark.parametrize(
    ("label", "values", "hint"),
    [
        ("ΑΦΜ", ["123456783", "094014201"], Personal.TAX_NUMBER),
        ("αριθμός", ["094014201", "090000045", "094019245", "094079101", "094277965"], Personal.TAX_NUMBER),
        ("ΑΜΚΑ", ["01018012345"], Personal.SOCIAL_SECURITY_NUMBER),
        ("επαφή", ["a@b.gr", "c@d.gr", "e@f.com"], Personal.EMAIL),
        ("Τηλέφωνο επικοινωνίας", ["2101234567"], Personal.PHONE),
        (
            "στοιχεία",
            ["2101234567", "6971234567", "+30 2101234567", "210 1234567", "2310123456"],
            Personal.PHONE,
        ),
        ("Ονοματεπώνυμο", ["Α Β"], Personal.NAME),
        ("Όνομα στάσης", ["Πλατεία"], Personal.NONE),
        ("Πλήθος", ["210", "211", "212", "213", "214"], Personal.NONE),
    ],
)
def test_what_hints_at_a_person_is_noticed(label: str, values: list[str], hint: Personal) -> None:
    assert column(look(table(label, values)), label).personal is hint


def test_a_name_beside_a_surname_is_a_persons() -> None:
    rows = "\n".join(f"{number};Ζωντόβιος;Φλεβαράκος;3" for number in range(4))
    found = look(f"α/α;Όνομα;Επώνυμο;Άτομα\n{rows}\n")
    assert [one.personal for one in found.columns] == [
        Personal.NONE,
        Personal.NAME,
        Personal.NAME,
        Personal.NONE,
    ]


@pytest.mark.parametrize(
    ("label", "values", "unit"),
    [
        ("Ύψος (μ)", ["1", "2"], "m"),
        ("Έκταση (τ.μ.)", ["1", "2"], "m²"),
        ("girth_cm", ["1", "2"], "cm"),
        ("Ποσό", ["5 €", "7,5 €"], "€"),
        ("name", ["1", "2"], ""),
    ],
)
def test_units_are_guessed_from_the_label_or_the_values(label: str, values: list[str], unit: str) -> None:
    assert column(look(table(label, values)), label).unit == unit


def test_a_possible_key_is_noticed() -> None:
    findings = look("id_no,kind,gap\na1,x,1\na2,x,\na3,y,3\n")
    assert [one.unique for one in findings.columns] == [True, False, False]
