"""Problems by kind, as the review shows them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from django.utils.translation import override

from opendata.ingest.codes import Code
from opendata.ingest.contract import Problem, Problems
from opendata.ingest.report import ProblemKind, kinds_of
from tests.opendata.ingest.files import look
from tests.opendata.ingest.test_values import table


@pytest.fixture(autouse=True)
def in_english() -> Iterator[None]:
    """Sentences are compared."""
    with override("en"):
        yield


def shown(kinds: list[ProblemKind]) -> list[tuple[int, str, list[str]]]:
    return [(kind.count, kind.text, list(kind.columns)) for kind in kinds]


def test_values_that_are_no_numbers_are_counted_by_column_and_by_value() -> None:
    rows = [f"{number};{number},5" for number in range(400)]
    rows += ["άγν.;1,5", "άγν.;1,5", "πολλά;1,5", "7;δεν μετρήθηκε", "8;δεν μετρήθηκε", "9;-"]
    found = look("n;height\n" + "\n".join(rows) + "\n")
    assert found.problems.counts == {Code.BAD_INTEGER: 3, Code.BAD_NUMBER: 2}
    kinds = kinds_of(found.problems)
    assert shown(kinds) == [
        (3, "“άγν.” (2 ×), “πολλά” (1 ×) are not whole numbers. The cells stay empty.", ["n"]),
        (2, "“δεν μετρήθηκε” is not a number. The cell stays empty.", ["height"]),
    ]
    assert [list(kind.places) for kind in kinds] == [
        ["line 402", "line 403", "line 404"],
        ["line 405", "line 406"],
    ]
    with override("el"):
        assert kinds_of(found.problems)[0].text == (
            "Οι τιμές «άγν.» (2 ×), «πολλά» (1 ×) δεν είναι ακέραιοι αριθμοί. Τα κελιά μένουν κενά."
        )


def test_many_different_values_are_named_as_far_as_there_is_room_and_all_are_counted() -> None:
    odd = [f"λέξη {letter}" for letter in "αβγδεζη"]
    found = look(table("n", [*map(str, range(120_000)), *odd, *odd[:1]]))
    (kind,) = kinds_of(found.problems)
    assert kind.count == 8
    assert kind.text.startswith("“λέξη α” (2 ×), “λέξη β” (1 ×)")
    assert kind.text.endswith("“λέξη ε” (1 ×) and 2 others are not whole numbers. The cells stay empty.")


def test_two_columns_with_the_same_mistake_are_told_apart() -> None:
    rows = [f"{number};{number}" for number in range(200)]
    found = look("a;b\n" + "\n".join([*rows, "x;1", "1;x", "1;x"]) + "\n")
    assert shown(kinds_of(found.problems)) == [
        (2, "“x” is not a whole number. The cell stays empty.", ["b"]),
        (1, "“x” is not a whole number. The cell stays empty.", ["a"]),
    ]


def test_what_happened_to_several_columns_names_them_all() -> None:
    found = look("α;built;seen;n\nx;1/31/2020;2/28/2020;1\ny;2/1/2020;2/3/2020;2\n")
    (kind,) = kinds_of(found.problems)
    assert (kind.code, list(kind.columns)) == (Code.AMERICAN_DATES, ["built", "seen"])


def test_problems_that_were_kept_before_values_were_counted_are_still_shown() -> None:
    kept = Problems((Problem(Code.BAD_NUMBER, 3, "n", "x"),), {Code.BAD_NUMBER: 7})
    assert shown(kinds_of(kept)) == [(7, "“x” is not a number. The cell stays empty.", ["n"])]
