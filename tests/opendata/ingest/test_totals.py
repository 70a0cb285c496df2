"""Totals at the end of a file: recognised, left out and told, and kept where an editor says so."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from django.utils.translation import override

from opendata.ingest.codes import Code
from opendata.ingest.contract import Decisions, Findings
from opendata.ingest.problems import sentence
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.totals import likely_totals, names_a_total
from tests.opendata.ingest.files import look, types, workbook_of


def lines(found: Findings) -> list[int | None]:
    return [one.line for one in found.problems.first if one.code is Code.TOTAL_ROW]


@pytest.mark.parametrize(
    "content",
    [
        "α/α;Είδος;Ποσό\n1;χαρτί;100,50\n2;μελάνι;200\n3;τόνερ;300\n;ΣΥΝΟΛΟ;600,50\n",
        "Είδος;Ποσό\nχαρτί;1.100,50\nμελάνι;200\nτόνερ;300\nΓΕΝΙΚΟ ΣΥΝΟΛΟ:;1.600,50\n",
        "item,amount\npaper,1\nink,2\ntoner,3\nGrand total,6\n",
        "item,amount,mean\npaper,1,1.5\nink,2,2.5\ntoner,3,3.5\nSum,6,2.5\n\n",
        "Είδος;Ποσό\nχαρτί;1 €\nμελάνι;2 €\nτόνερ;3,50 €\nΣύνολο δαπανών;6,50 €\n",
        "Σύνολα;n\nα;1\nβ;2\nγ;3\nΣ Υ Ν Ο Λ Ο;6\n",
    ],
)
def test_a_total_at_the_end_is_left_out_and_told_with_its_line(content: str) -> None:
    found = look(content)
    assert (lines(found), found.total_rows) == ([5], (5,))
    assert (found.row_count, found.kept, len(found.sample)) == (4, 3, 3)
    assert found.problems.counts == {Code.TOTAL_ROW: 1}


@pytest.mark.parametrize(
    "content",
    [
        # In the middle it is a category.
        "Φύλο;n\nΑ;1\nΓ;2\nΣύνολο;3\nΆλλο;4\n",
        # Other rows are called so too.
        "Φύλο;Έτος;n\nΑ;2019;1\nΓ;2019;2\nΣύνολο;2019;3\nΑ;2020;2\nΓ;2020;4\nΣύνολο;2020;6\n",
        "Φύλο;n\nΣύνολο;3\nΑ;1\nΓ;2\nΣύνολο;6\n",
        # Neither does a number add up nor does a name lack.
        "Είδος;Ποσό\nχαρτί;1\nμελάνι;2\nτόνερ;3\nΣύνολο;7\n",
        "code;Είδος;Ποσό\nA1;χαρτί;1\nA2;μελάνι;2\nA3;τόνερ;3\nA4;Σύνολο;7\n",
        # A name that only begins so needs numbers that add up.
        "code;Είδος;Ποσό\nA1;χαρτί;1\nA2;μελάνι;2\nA3;τόνερ;3\n;Σύνολο μαθητών;7\n",
        "Είδος;Ποσό\nσυνολικά;1\nσυνολάκι;2\nSummer;3\n",
        "Είδος;Ποσό\nΣύνολο;3\n",
        "Είδος;Ποσό\nχαρτί;3\nΣύνολο;3\n",
    ],
)
def test_other_rows_that_are_called_so_stay(content: str) -> None:
    found = look(content)
    assert (lines(found), found.total_rows, found.kept) == ([], (), found.row_count)


# Sums that are off by one, or a word among the amounts: every other row has a kind and a district.
MORE = "".join(f"B{number};άλση;Άνω;5\n" for number in range(20))
NAMELESS = "Κωδ;Είδος;Περιοχή;Ποσό\nA1;δάση;Άνω;{}\nA2;δάση;Κάτω;20\n" + MORE + "ΣΥΝΟΛΟ;;;130\n"


@pytest.mark.parametrize(("amount", "sum_"), [("10", ""), ("11", "131"), ("δωρεά", "120")])
def test_a_total_whose_sum_is_off_is_recognised_by_the_columns_that_fill_all_other_rows(
    amount: str, sum_: str
) -> None:
    found = look(NAMELESS.format(amount))
    assert (lines(found), found.kept, found.doubtful_totals) == ([24], 22, ())
    told = [one for one in found.problems.first if one.code is Code.TOTAL_DIFFERS]
    assert len(told) == bool(sum_)
    for one in told:
        assert (one.line, one.column) == (24, "Ποσό")
        with override("en"):
            assert sentence(one).startswith(
                f"The row “ΣΥΝΟΛΟ” says 130, but the rows above it come to {sum_}:"
            )


def test_names_of_one_s_own_show_a_total_whose_sum_is_off() -> None:
    found = look("code;Είδος;Ποσό\nA1;χαρτί;1\nA2;μελάνι;2\nA3;τόνερ;3\n;Σύνολα;7\n")
    assert (lines(found), found.kept) == ([5], 3)
    assert found.problems.counts == {Code.TOTAL_ROW: 1, Code.TOTAL_DIFFERS: 1}


@pytest.mark.parametrize(
    ("content", "doubtful"),
    [
        ("Είδος;Ποσό\nχαρτί;1\nμελάνι;2\nτόνερ;3\nΣύνολο;7\n", (5,)),
        ("code;Είδος;Ποσό\nA1;χαρτί;1\nA2;μελάνι;2\nA3;τόνερ;3\n;Σύνολο μαθητών;7\n", (5,)),
        ("Είδος;Ποσό\nχαρτί;1\nμελάνι;2\nτόνερ;3\nΓενικό σύνολο;6\nΣύνολο;7\n", (5, 6)),
        ("Φύλο;n\nΣύνολο;3\nΑ;1\nΓ;2\nΣύνολο;6\n", ()),
        ("Φύλο;n\nΑ;1\nΓ;2\nΣύνολο;3\nΆλλο;4\n", ()),
    ],
)
def test_what_is_only_called_a_total_stays_is_told_and_leaves_where_an_editor_says_so(
    content: str, doubtful: tuple[int, ...]
) -> None:
    found = look(content)
    told = [one.line for one in found.problems.first if one.code is Code.TOTAL_DOUBTFUL]
    assert (found.doubtful_totals, tuple(told), found.kept) == (doubtful, doubtful, found.row_count)
    wish = Decisions(leave_doubtful=True)
    again = look(content, decisions=wish)
    assert again.kept == again.row_count - len(doubtful) == len(again.sample)
    assert Code.TOTAL_DOUBTFUL not in again.problems.counts
    assert Decisions.from_findings(again, wish).total_rows == doubtful


def test_several_totals_at_the_end_are_left_out_down_to_one_that_is_none() -> None:
    rows = "Είδος;Ποσό\nχαρτί;1\nμελάνι;2\nτόνερ;3\n"
    assert look(rows + "Σύνολο;6\nΓενικό σύνολο;6\n").total_rows == (5, 6)
    assert look(rows + "Σύνολο;7\nΓενικό σύνολο;6\n").total_rows == (6,)
    assert look(rows + "Γενικό σύνολο;6\nΣύνολο;7\n").total_rows == ()


def test_a_total_says_nothing_of_the_types_and_the_key() -> None:
    found = look(workbook_of({"a": [["α/α", "n"], [1, 4], [2, 5], [3, 6], ["ΣΥΝΟΛΟ", 15]]}))
    assert types(found) == {"α/α": "integer", "n": "integer"}
    assert [one.unique for one in found.columns] == [True, True]
    assert found.problems.counts == {Code.TOTAL_ROW: 1}


def test_a_total_that_is_kept_is_a_row_as_all_others() -> None:
    content = "α/α;n\n1;4\n2;5\n3;6\nΣΥΝΟΛΟ;15\n"
    found = look(content, decisions=Decisions(keep_totals=True))
    assert (found.kept, found.total_rows, lines(found)) == (4, (5,), [])
    assert types(found)["α/α"] == "string"
    assert found.sample[-1] == ("ΣΥΝΟΛΟ", "15")
    assert Decisions.from_findings(found, Decisions(keep_totals=True)).total_rows == ()
    assert Decisions.from_findings(found).total_rows == (5,)


def test_what_has_a_place_on_the_map_is_no_total() -> None:
    names, lines_of = pa.array(["α", "Σύνολο", "Γενικό σύνολο"]), np.arange(3)
    places = [b"a place", b"a place", None]
    assert likely_totals(Chunk(lines_of, [names], pa.array(places, pa.binary()))) == 1
    assert likely_totals(Chunk(lines_of, [names])) == 2


def test_it_is_told_in_both_languages() -> None:
    (problem,) = look("Είδος;Ποσό\nχαρτί;1\nμελάνι;2\nΣΥΝΟΛΟ;3\n").problems.first
    with override("en"):
        assert sentence(problem).startswith("The row is the total of the others (“ΣΥΝΟΛΟ”). It is left out")
    with override("el"):
        assert sentence(problem).startswith("Η γραμμή είναι το σύνολο των άλλων («ΣΥΝΟΛΟ»). Παραλείπεται")


@pytest.mark.parametrize(
    ("text", "alone", "longer"),
    [
        ("Σύνολο", True, True),
        ("ΣΎΝΟΛΟ:", True, True),
        ("Γενικά σύνολα", True, True),
        ("Άθροισμα", True, True),
        ("Grand Total", True, True),
        ("TOTALS", True, True),
        ("Σύνολο δαπανών 2024", False, True),
        ("Total expenses", False, True),
        ("Μουσικό σύνολο", False, False),
        ("Summer", False, False),
        ("", False, False),
    ],
)
def test_what_a_total_is_called(text: str, alone: bool, longer: bool) -> None:
    assert (names_a_total(text, alone=True), names_a_total(text, alone=False)) == (alone, longer)
