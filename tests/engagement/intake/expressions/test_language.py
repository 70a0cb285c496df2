"""What an editor can type, in both languages, and what it comes to."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from engagement.intake.expressions import (
    Facts,
    compile_condition,
    compile_value,
    decompile,
    holds,
    in_words,
    names_of,
    questions_in,
    truth,
    value_of,
)
from tests.factories.forms import a_question, by_ids, id_of

QUESTIONS = [
    a_question("number", "area"),
    a_question("yes_no", "owner"),
    a_question("declaration", "accepts"),
    a_question("one_of", "permit", "market", "music", "yes"),
    a_question("many_of", "extras", "heater", "parasol"),
    a_question("date", "birth_date"),
    a_question("address", "place"),
    a_question("short_text", "city"),
    a_question("group", "items", questions=(a_question("number", "quantity"), a_question("money", "price"))),
]
DISTRICTS = {"d1": {"el": "Λιμάνι", "en": "Harbour"}, "d2": {"el": "Λόφος", "en": "Hill"}}
NAMES = names_of(QUESTIONS, districts=DISTRICTS)
FACTS = Facts(day=date(2026, 5, 21))


def outcome(text: str, **answers: Any) -> bool | None:
    return truth(compile_condition(text, NAMES), by_ids(**answers), FACTS)


def value(text: str, **answers: Any) -> Any:
    return value_of(compile_value(text, NAMES), by_ids(**answers), FACTS)


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("area > 5", {"area": "5.5"}, True),
        ("area > 5", {"area": "5"}, False),
        ("AREA ≥ 5,5 €", {"area": "5.5"}, True),
        ("5 <= area and area < 6", {"area": "5.99"}, True),
        ("owner", {"owner": True}, True),
        ("owner = no", {"owner": False}, True),
        ("owner είναι όχι", {"owner": False}, True),
        ("όχι owner", {"owner": False}, True),
        ("owner = όχι και area = 1", {"owner": False, "area": "1"}, True),
        ("not (owner or area = 1)", {"owner": False, "area": "2"}, True),
        ("owner ή area = 1 και area = 2", {"owner": True, "area": "1"}, True),
        ("(owner ή area = 1) και area = 2", {"owner": True, "area": "1"}, False),
        ("permit = market", {"permit": "c-market"}, True),
        ("permit is not market", {"permit": "c-music"}, True),
        ("permit δεν είναι 'Market (el)'", {"permit": "c-market"}, False),
        ("permit = yes", {"permit": "c-yes"}, True),
        ("market = permit", {"permit": "c-market"}, True),
        ("permit in (market, music)", {"permit": "c-music"}, True),
        ("permit not in (market; music)", {"permit": "c-music"}, False),
        ("permit είναι σε (market, «Music»)", {"permit": "c-yes"}, False),
        ("area in (1, 2,5, 4)", {"area": "2.5"}, True),
        ("extras includes heater", {"extras": ["c-parasol", "c-heater"]}, True),
        ("extras δεν περιλαμβάνει heater", {"extras": ["c-parasol"]}, True),
        ("city = 'αθηνα'", {"city": "ΑΘΉΝΑ"}, True),
        ("city is answered", {"city": "x"}, True),
        ("city απαντήθηκε", {"city": "x"}, True),
        ("city ΔΕΝ ΑΠΑΝΤΗΘΗΚΕ", {"city": "x"}, False),
        ("years since birth_date >= 18", {"birth_date": "2008-05-21"}, True),
        ("έτη από birth_date >= 18", {"birth_date": "2008-05-22"}, False),
        ("months since birth_date = 1", {"birth_date": "2026-04-21"}, True),
        ("days since birth_date = 30", {"birth_date": "2026-04-21"}, True),
        ("birth_date > today + 30 days", {"birth_date": "2026-06-21"}, True),
        ("birth_date > σήμερα + 1 μήνα", {"birth_date": "2026-06-21"}, False),
        ("birth_date < 1/2/2026", {"birth_date": "2026-01-31"}, True),
        ("birth_date = 2026-02-01 - 1 day", {"birth_date": "2026-01-31"}, True),
        ("place is in district 'Harbour'", {"place": {"district": "d1"}}, True),
        ("place είναι στο διαμέρισμα «λιμανι»", {"place": {"district": "d1"}}, True),
        ("place is not in district 'd2'", {"place": {"district": "d1"}}, True),
        ("place is not in district 'd2'", {"place": {"text": "far away"}}, True),
        ("count(items) > 1", {"items": [{}, {}]}, True),
        ("if owner then area > 5 else area > 1", {"owner": False, "area": "2"}, True),
        ("accepts", {"accepts": True}, True),
    ],
)
def test_a_condition_comes_out_as_it_reads(text: str, answers: dict[str, Any], expected: bool) -> None:
    assert outcome(text, **answers) is expected


@pytest.mark.parametrize(
    ("text", "answers"),
    [
        ("area > 5", {}),
        ("not area > 5", {}),
        ("area != 5", {}),
        ("permit is not market", {}),
        ("owner", {}),
        ("area > 5 and owner", {"owner": True}),
        ("area > 5 or owner", {"owner": False}),
        ("area = 5 or not area = 5", {}),
        ("place is in district 'd1'", {}),
        ("area > 5", {"area": "five"}),
        ("area > 5", {"area": ["6"]}),
        ("area / 0 > 5", {"area": "6"}),
        ("birth_date < today", {"birth_date": "31/1/2026"}),
    ],
)
def test_what_needs_a_missing_answer_is_undecided_and_does_not_hold(
    text: str, answers: dict[str, Any]
) -> None:
    assert outcome(text, **answers) is None
    assert holds(compile_condition(text, NAMES), by_ids(**answers), FACTS) is False


@pytest.mark.parametrize(
    ("text", "answers", "expected"),
    [
        ("area > 5 and owner", {"owner": False}, False),
        ("area > 5 or owner", {"owner": True}, True),
        ("area is answered", {}, False),
        ("not extras includes heater", {}, True),
        ("count(extras) = 0", {}, True),
        ("count(items) = 0 and sum(items.price) = 0", {}, True),
        ("accepts", {}, False),
        ("not accepts", {}, True),
    ],
)
def test_what_is_certain_without_an_answer_is_decided(
    text: str, answers: dict[str, Any], expected: bool
) -> None:
    assert outcome(text, **answers) is expected


def test_no_condition_always_holds() -> None:
    assert holds(None, {}) is True


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("area * 2,5", "25.0"),
        ("10 - 2 - 3", "5"),
        ("10 - (2 - 3)", "11"),
        ("2 + 3 * 4", "14"),
        ("-area + 1", "-9"),
        ("round(area / 3, 2)", "3.33"),
        ("round(2,5)", "3"),
        ("min(area, 4) + max(1, 2, 3)", "7"),
        ("ελάχιστο(area; 4)", "4"),
        ("if area > 5 then 20 else 10", "20"),
        ("αν area > 5 τότε 20 αλλιώς 10", "20"),
        ("sum(items.quantity * items.price)", "25.00"),
        ("άθροισμα(items.quantity)", "7"),
        ("sum(if items.price > 3 then items.quantity else 0)", "5"),
        ("count(items)", "3"),
        ("πλήθος(extras)", "1"),
    ],
)
def test_a_value_is_reckoned_exactly(text: str, expected: str) -> None:
    rows = [
        {id_of("quantity"): "2", id_of("price"): "2.50"},
        {id_of("quantity"): "5", id_of("price"): "4.00"},
        {id_of("price"): "9"},
    ]
    assert value(text, area="10", items=rows, extras=["c-heater"]) == Decimal(expected)


@pytest.mark.parametrize("text", ["area / 0", "0 / 0", "area * city_free", "1 / (area - 10)"])
def test_a_division_by_zero_has_no_value(text: str) -> None:
    assert value(text.replace("city_free", "(1 / 0)"), area="10") is None


def test_tenths_add_up() -> None:
    assert value("0,1 + 0,2") == Decimal("0.3")


def test_the_last_day_of_a_short_month_stands_for_the_31st() -> None:
    assert value("birth_date + 1 month", birth_date="2026-01-31") == date(2026, 2, 28)
    assert value("birth_date - 3 months", birth_date="2026-05-31") == date(2026, 2, 28)
    assert value("birth_date + 1 year", birth_date="2024-02-29") == date(2025, 2, 28)


def test_a_row_may_use_answers_outside_its_group() -> None:
    assert value("sum(items.quantity * area)", area="3", items=[{id_of("quantity"): "2"}]) == Decimal(6)


def test_an_expression_knows_the_questions_that_it_looks_at() -> None:
    condition = compile_condition("sum(items.price) > area and permit = market or city is answered", NAMES)
    assert questions_in(condition) == {id_of(each) for each in ("items", "price", "area", "permit", "city")}
    assert questions_in(None) == set()


@pytest.mark.parametrize(
    ("text", "greek"),
    [
        ("not permit = market or area > 2,5", "δεν permit = market ή area > 2.5"),
        ("city is not answered and owner = no", "city δεν απαντήθηκε και owner = όχι"),
        ("place is in district 'd1'", 'place είναι στο διαμέρισμα "d1"'),
        ("years since birth_date > 3", "έτη από birth_date > 3"),
    ],
)
def test_a_condition_is_written_in_greek_too(text: str, greek: str) -> None:
    data = compile_condition(text, NAMES)
    assert decompile(data, NAMES, "el") == greek
    assert compile_condition(greek, NAMES) == data


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("ΟΧΙ owner", "not owner"),
        ("((area>5))", "area > 5"),
        ("permit == 'Market (el)'", "permit = market"),
        ("permit = 'c-yes'", 'permit = "yes"'),
        ("area = 0,125", "area = 0.125"),
        ("area = 12,1250", "area = 12.1250"),
        ("not city απαντήθηκε", "city is not answered"),
        ("place in district 'Harbour'", 'place is in district "d1"'),
        ("""city = 'a "b"'""", """city = «a "b"»"""),
    ],
)
def test_there_is_one_way_to_write_what_was_compiled(text: str, written: str) -> None:
    data = compile_condition(text, NAMES)
    assert decompile(data, NAMES) == written
    assert compile_condition(written, NAMES) == data


def test_a_removed_question_is_written_so_that_it_is_found() -> None:
    data = compile_condition("area > 5", NAMES)
    assert decompile(data, names_of([])) == "removed_question > 5"
    assert in_words(data, [], "en") == "a removed question is more than 5"


@pytest.mark.parametrize(
    ("text", "english", "greek"),
    [
        (
            "area > 5 and not (permit = market and owner)",
            "“Area” is more than 5 and (“Permit” is not “Market” or “Owner” is not yes)",
            "«Area (el)» είναι πάνω από 5 και («Permit (el)» δεν είναι «Market (el)» ή «Owner (el)» δεν είναι ναι)",
        ),
        (
            "birth_date <= today - 18 years",
            "“Birth_date” is 18 years before today or earlier",
            "«Birth_date (el)» είναι 18 έτη πριν από σήμερα ή νωρίτερα",
        ),
        (
            "place is in district 'd1' or city is not answered",
            "“Place” is in the district Harbour or “City” was not answered",
            "«Place (el)» είναι στο διαμέρισμα Λιμάνι ή «City (el)» δεν απαντήθηκε",
        ),
    ],
)
def test_a_condition_reads_as_a_sentence(text: str, english: str, greek: str) -> None:
    data = compile_condition(text, NAMES)
    assert in_words(data, QUESTIONS, "en", districts=DISTRICTS) == english
    assert in_words(data, QUESTIONS, "el", districts=DISTRICTS) == greek


def test_no_condition_reads_as_always() -> None:
    assert in_words(None, QUESTIONS, "en") == "always"
