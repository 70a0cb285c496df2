"""Values that can be read in two ways: in which they are, and that it is told with their rows."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from django.utils.translation import override

from opendata.ingest.codes import Code
from opendata.ingest.contract import Decisions, Findings
from opendata.ingest.problems import sentence
from opendata.ingest.reader.dates import YEARS_AHEAD, last_short_year
from tests.opendata.ingest.files import column, look, types, workbook_of
from tests.opendata.ingest.test_values import read, table

STANDING = datetime.now(UTC).year


def told(found: Findings, language: str = "en") -> list[str]:
    with override(language):
        return [sentence(problem) for problem in found.problems.first]


@pytest.mark.parametrize(
    ("content", "meant", "why", "code"),
    [
        # Alone, beside words: three digits behind a sign of money are thousands.
        ("name,value\nα,1.500 €\nβ,25.000 €\n", 1500.0, "custom", Code.THOUSANDS_TAKEN),
        ("name,value\nα,€ 1.500\n", 1500.0, "custom", Code.THOUSANDS_TAKEN),
        ('name,value\nα,"$1,500"\n', 1500.0, "custom", Code.THOUSANDS_TAKEN),
        ("name\tvalue (€)\nα\t1.500\n", 1500.0, "custom", Code.THOUSANDS_TAKEN),
        # Of a number that is no money the plain reading stays, and is told too.
        ("name,value\nα,1.500\nβ,25.000\n", 1.5, "custom", Code.DECIMALS_TAKEN),
        ("name;value\nα;1.500\nβ;25.000\n", 1500.0, "custom", Code.THOUSANDS_TAKEN),
        # The file's other numbers say it; of money with three decimals that is doubtful all the same.
        ("name;value\n2,5;1.500 €\n", 1500.0, "file", None),
        ("name;value\n2,5;1.500\n", 1500.0, "file", None),
        ("name,value\n2.5,1.500\n", 1.5, "file", None),
        ("name,value\n2.5,1.500 €\n", 1.5, "file", Code.DECIMALS_TAKEN),
        # The column's own values say it.
        ("name,value\nα,1.500 €\nβ,2.50 €\n", 1.5, "", None),
        ('name,value\nα,1.500 €\nβ,"2,50 €"\n', 1500.0, "", None),
        ("name,value\nα,1.500 €\nβ,1.250.000 €\n", 1500.0, "", None),
        ("name,value\nα,33.333%\n", 33.333, "", None),
        # Coordinates are written by programs.
        ("lat,lon\n37.901,23.735\n", None, "", None),
    ],
)
def test_thousands_or_decimals(content: str, meant: float | None, why: str, code: Code | None) -> None:
    found = look(content)
    value = found.columns[1]
    assert (value.type, value.decimal_by) == ("number", why)
    assert {one.code for one in found.problems.first} & {Code.THOUSANDS_TAKEN, Code.DECIMALS_TAKEN} == (
        {code} if code else set()
    )
    if meant is not None:
        written = found.sample[0][1]
        assert read("number", written, decimal=value.decimal).values.to_pylist() == [meant]


def test_it_is_told_with_rows_in_the_readers_language() -> None:
    found = look(table("value", ["1.500 €", "250 €", *["2.750 €"] * 6]).replace(";", "\t"))
    (said,) = told(found)
    assert said == (
        "“1.500 €” in line 2, “2.750 €” in line 4 and 5 others: no value of the column says whether the mark is of thousands or of decimals. It is taken for "
        "thousands: “1.500 €” is 1500. If it is not so, choose the decimals under “Columns”."
    )
    assert "Θεωρήθηκε ότι χωρίζει χιλιάδες: «1.500 €» σημαίνει 1500." in told(found, "el")[0]
    plain = look("name,value\nα,1.500\n")
    assert "Θεωρήθηκε ότι χωρίζει δεκαδικά: «1.500» σημαίνει 1,5." in told(plain, "el")[0]


def test_numbers_of_a_workbook_say_nothing_of_texts_beside_them_and_are_in_no_doubt() -> None:
    found = look(workbook_of({"a": [["ποσό", "μήκος (€)"], ["1.500 €", 1.234], ["2.750 €", 2.345]]}))
    assert [(one.decimal, one.decimal_by) for one in found.columns] == [(",", "custom"), (".", "")]
    assert found.problems.counts == {Code.THOUSANDS_TAKEN: 1}


def test_what_an_editor_chose_holds_where_the_values_leave_it_open_and_is_told_no_more() -> None:
    content = "name,value\nα,1.500 €\nβ,25.000 €\n"
    first = Decisions.from_findings(look(content))
    chosen = tuple(replace(one, decimal=".", chosen_decimal=".") for one in first.columns)
    decisions = replace(first, columns=chosen)
    again = look(content, decisions=decisions)
    assert again.problems.counts == {}
    assert Decisions.from_findings(again, decisions).columns[1].decimal == "."
    newer = look(content.replace("25.000 €", "1.250.000 €"), decisions=decisions)
    assert Decisions.from_findings(newer, decisions).columns[1].decimal == ","


def test_two_digits_are_a_year_at_most_twenty_years_ahead() -> None:
    last = STANDING + YEARS_AHEAD
    assert last_short_year() == last
    years = [last, last + 1, STANDING, STANDING + 1, last - 99]
    meant = [last, last - 99, STANDING, STANDING + 1, last - 99]
    for form in ("7-5-{:02d}", "7.5.{:02d}", "7 Μαΐου {:02d}"):
        typed = read("date", *[form.format(year % 100) for year in years])
        assert typed.values.to_pylist() == [date(year, 5, 7) for year in meant]
    assert read("date", "7-5-68").values.to_pylist() == [date(1968, 5, 7)]


@pytest.mark.parametrize("last", ["7-5-1968", "2020-05-07", "18 Δεκ 2020"])
def test_that_centuries_were_supplied_is_told_with_the_rows(last: str) -> None:
    found = look(table("born", ["7-5-68", "19-3-71", "31-2-70", "18 Δεκ 69 ", *[last] * 200]))
    assert types(found)["born"] == "date"
    (problem,) = [one for one in found.problems.first if one.code is Code.CENTURIES_SUPPLIED]
    assert (problem.column, problem.line) == ("born", None)
    with override("en"):
        assert sentence(problem) == (
            "“7-5-68” in line 2 (7 May 1968), “19-3-71” in line 3 (19 March 1971), “18 Δεκ 69” in line 5 (18 December "
            f"1969): the year has two digits only, and its century was supplied. Years up to {STANDING + YEARS_AHEAD} are "
            "taken for this century, later ones for the one before."
        )
    with override("el"):
        assert "«7-5-68» στη γραμμή 2 (7 Μαΐου 1968)" in sentence(problem)


def test_a_value_that_stands_in_many_rows_is_named_once_with_its_first_line() -> None:
    found = look(table("born", [*["1-1-13"] * 4, "7-5-68", "1-1-13", *["7-5-1968"] * 200]))
    (problem,) = [one for one in found.problems.first if one.code is Code.CENTURIES_SUPPLIED]
    with override("en"):
        assert sentence(problem).startswith(
            "“1-1-13” in line 2 (1 January 2013), “7-5-68” in line 6 (7 May 1968) and 4 others: the year"
        )


def test_years_of_four_digits_are_not_told() -> None:
    found = look(table("day", ["7-5-1968", "2020-05-07", "18 Δεκ 2020", "Monday, 18 December 2020"]))
    assert column(found, "day").type == "date"
    assert found.problems.counts == {}
