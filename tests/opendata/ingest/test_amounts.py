"""Amounts of money and shares: their numbers are read as others are, and what cannot be read is told."""

from __future__ import annotations

import pytest
from django.utils.translation import override
from hypothesis import given, settings
from hypothesis import strategies as st

from opendata.ingest.codes import Code
from opendata.ingest.problems import sentence
from tests.opendata.ingest.files import column, look, types
from tests.opendata.ingest.test_values import read, table

SIGNS = st.sampled_from(["€{}", "€ {}", "{}€", "{} €", "{}\u00a0€", "${}", "£ {}", "{}"])


@settings(max_examples=40, deadline=None)
@given(
    st.lists(st.integers(-(10**11), 10**11), min_size=1, max_size=6),
    SIGNS,
    st.booleans(),
    st.booleans(),
    st.booleans(),
)
def test_a_column_of_amounts_is_read_back_as_it_was(
    cents: list[int], sign: str, greek: bool, with_cents: bool, negative_first: bool
) -> None:
    wanted = [number / 100 if with_cents else float(number // 100) for number in cents]
    written = []
    for number in wanted:
        text = f"{abs(number):,.2f}" if with_cents else f"{abs(number):,.0f}"
        text = text.translate(str.maketrans(",.", ".,")) if greek else text
        minus = "-" if number < 0 else ""
        written.append(minus + sign.format(text) if negative_first else sign.format(minus + text))
    rows = "".join(f'"x"{";" if greek else ","}"{one}"\n' for one in written)
    found = look(("other;value\n" if greek else "other,value\n") + rows)
    # Only groups of three digits, once in each number: nothing shows what their mark is for.
    largest = max(map(abs, wanted))
    assert found.problems.counts == (
        {Code.THOUSANDS_TAKEN: 1} if not with_cents and 1000 <= largest < 1_000_000 else {}
    )
    typed = read(types(found)["value"], *written, decimal=column(found, "value").decimal)
    assert typed.values.to_pylist() == wanted


@pytest.mark.parametrize(
    ("rows", "decimal"),
    [
        ("1.500 €;x\n25.000 €;x\n120.000 €;x\n", ","),
        ("€ 1.500;x\n€ 250;x\n", ","),
        ("1.500 €;2,5\n25.000 €;3\n", ","),
        ("1.500 €;2.5\n25.000 €;3.5\n", "."),
        ("1.500 €;6.838,04 €\n25.000 €;7.000,00 €\n", ","),
        ("$1,500;$6,838.04\n$25,000;$7,000.00\n", "."),
        ("33.333 %;x\n66.667 %;x\n", "."),
        ("33,333 %;x\n66,667 %;x\n", ","),
    ],
)
def test_the_decimal_mark_of_amounts_is_that_of_the_column_then_of_the_file(rows: str, decimal: str) -> None:
    assert column(look("value;other\n" + rows), "value").decimal == decimal


def test_coordinates_do_not_say_how_amounts_are_written() -> None:
    found = look("έργο;budget;lat;lon\nα;1.500 €;37.9001;23.7351\nβ;25.000 €;37.9105;23.7412\n")
    assert column(found, "budget").decimal == ","
    assert column(found, "lat").decimal == "."


def test_amounts_most_of_which_cannot_be_read_stay_text_and_are_told() -> None:
    found = look(table("value", ["12.50.00 €", "13.75.10 €", "1.2.3 €", "4.5.6 €", "1.500,50 €"]))
    assert types(found)["value"] == "string"
    assert found.problems.counts == {Code.NEARLY_NUMBERS: 1}
    with override("en"):
        assert sentence(found.problems.first[0]).startswith("1 of 5 values are numbers, but not “12.50.00 €”")


def test_a_few_amounts_that_cannot_be_read_are_left_out_and_told() -> None:
    found = look(table("value", [*[f"{number}.500,50 €" for number in range(1, 60)], "12.50.00 €", "3 €"]))
    assert types(found)["value"] == "number"
    assert found.problems.counts == {Code.BAD_NUMBER: 1}


@pytest.mark.parametrize(
    "negative", ["(1.200,00)", "1.200,00-", "(1.200,00 €)", "€ 1.200,00-", "(500)", "(€500)"]
)
@pytest.mark.parametrize("others", [4, 120])
def test_amounts_below_zero_as_accountants_write_them_are_never_left_out_unasked(
    negative: str, others: int
) -> None:
    found = look(table("value", [*["6.838,04"] * others, negative]))
    assert types(found)["value"] == "string"
    assert found.problems.counts == {Code.NEARLY_NUMBERS: 1}


@settings(max_examples=60, deadline=None)
@given(
    st.lists(st.from_regex(r"(€ ?)?-?[0-9]{1,3}([.,][0-9]{1,3}){0,3}( ?[€%])?", fullmatch=True), min_size=5),
    st.sampled_from([";", "\t"]),
)
def test_no_column_is_taken_for_numbers_that_most_of_its_values_are_not(
    written: list[str], delimiter: str
) -> None:
    found = look(f"other{delimiter}value\n" + "".join(f"x{delimiter}{one}\n" for one in written))
    if types(found)["value"] in ("integer", "number"):
        assert found.problems.counts.get(Code.BAD_NUMBER, 0) * 50 <= len(written)
        assert Code.BAD_INTEGER not in found.problems.counts
