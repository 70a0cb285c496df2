"""What people type, and what is kept of it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from engagement.intake.definition import Question
from tests.factories.questions import MULBERRY, NONE, OLIVE, PINE, ask, read, shown, typed

pytestmark = pytest.mark.django_db  # the field's address check and the like may look at tables

TODAY = timezone.localdate()
FRIDAY = TODAY + timedelta(days=(4 - TODAY.weekday()) % 7)
SATURDAY = FRIDAY + timedelta(days=1)


def day(value: Any) -> dict[str, str]:
    return {"_day": str(value.day), "_month": str(value.month), "_year": str(value.year)}


RIGHT: list[tuple[Question, Any, Any]] = [
    (ask("short_text"), "  Μαρία\t Παπαδοπούλου ", "Μαρία Παπαδοπούλου"),
    (ask("short_text"), "abc\u202egnp.exe\u200f", "abcgnp.exe"),
    (ask("short_text", settings={"pattern": r"\d{3}-[A-Z]"}), "123-A", "123-A"),
    (ask("long_text"), "one\r\ntwo\n", "one\ntwo"),
    (ask("number"), "1.200", "1200"),
    (ask("number"), "1 200", "1200"),
    (ask("number", settings={"decimals": 2}), "12,5", "12.5"),
    (ask("number", settings={"decimals": 2}), "12.5", "12.5"),
    (ask("number", settings={"decimals": 2}), "1.234,56", "1234.56"),
    (ask("number", settings={"decimals": 2}), "1,234.56", "1234.56"),
    (ask("number", settings={"decimals": 3}), "1.234", "1.234"),  # in English the point is the decimal mark
    (ask("number", settings={"unit": {"en": "m²"}}), "40 m²", "40"),
    (ask("number"), "-0", "0"),
    (ask("money"), "12,5", "12.50"),
    (ask("money"), "€ 1.234,5", "1234.50"),
    (ask("money"), "1,234", "1234.00"),
    (ask("money"), "0,01 €", "0.01"),
    (ask("date"), {"_day": "1", "_month": "2", "_year": "2030"}, "2030-02-01"),
    (ask("date", settings={"working_days": True}), day(FRIDAY), FRIDAY.isoformat()),
    (ask("date", settings={"latest": "today"}), day(TODAY), TODAY.isoformat()),
    (ask("time"), "9.30", "09:30"),
    (ask("time"), "0930", "09:30"),
    (ask("time"), "17", "17:00"),
    (ask("yes_no"), "no", False),
    (ask("one_of"), PINE, PINE),
    (ask("many_of"), {"": [MULBERRY, OLIVE, OLIVE]}, [OLIVE, MULBERRY]),
    (ask("many_of", settings={"exclusive": [NONE], "least": 2}), {"": [NONE]}, [NONE]),
    (ask("email"), " Maria@Example.org ", "Maria@Example.org"),
    (ask("phone"), "210 1234567", "+302101234567"),
    (ask("phone"), "0030 694 567 8901", "+306945678901"),
    (ask("phone"), "+44 20 7946 0958", "+442079460958"),
    (ask("afm"), "EL 090.000.045", "090000045"),
    (ask("amka"), "010130 99997", "01013099997"),
    (ask("iban"), "gr16 0110-1250 0000 0001 2300 695", "GR1601101250000000012300695"),
    (ask("identifier", settings={"scheme": "isbn"}), "978-960-423-516-2", "9789604235162"),
    (ask("plate"), "αβε 1234", "ABE-1234"),
    (ask("plate"), "ABE1234", "ABE-1234"),
    (ask("plate"), "ίκη-77", "IKH-77"),
    (ask("plate", settings={"foreign": True}), "B MW 4711", "BMW4711"),
    (ask("declaration"), "on", True),
    (ask("signature"), "Μαρία  Παπαδοπούλου", {"name": "Μαρία Παπαδοπούλου", "drawing": ""}),
]


@pytest.mark.parametrize(("question", "data", "answer"), RIGHT)
def test_what_was_meant_is_kept(question: Question, data: Any, answer: Any) -> None:
    assert typed(question, data) == answer
    assert read(question, answer) == answer


WRONG: list[tuple[Question, Any, str]] = [
    (ask("short_text"), "   ", "Write an answer."),
    (ask("short_text", settings={"most": 5}), "123456", "Shorten the text to 5 letters; there are 6."),
    (ask("short_text", settings={"least": 3}), "ab", "Write at least 3 letters; there are 2."),
    (ask("short_text", settings={"pattern": r"\d+"}, error={"en": "100% digits, please."}), "a", "100% digits, please."),
    (ask("number"), "twelve", "Give a number in digits."),
    (ask("number"), "1,5", "Give a whole number, without decimals."),
    (ask("number"), "1.23.4", "Give a number in digits."),
    (ask("number"), "NaN", "Give a number in digits."),
    (ask("number", settings={"least": "2"}), "1", "Give a number that is not less than 2."),
    (ask("number", settings={"most": "1500"}), "1501", "Give a number that is not more than 1,500."),
    (ask("money"), "0,001", "Give at most 2 digits after the decimal mark."),
    (ask("date"), {"_day": "31", "_month": "2", "_year": "2030"}, "There is no such date. Give day, month and year in digits, such as 27 3 2026."),
    (ask("date"), {"_day": "3", "_month": "", "_year": ""}, "There is no such date. Give day, month and year in digits, such as 27 3 2026."),
    (ask("date", settings={"earliest": "2026-05-01"}), {"_day": "30", "_month": "4", "_year": "2026"}, "Give a date that is not before 1 May 2026."),
    (ask("date", settings={"birthday": True}), day(TODAY + timedelta(days=1)), ""),
    (ask("date", settings={"working_days": True}), day(SATURDAY), ""),
    (ask("time"), "25:00", "Give the time as hours and minutes of 24 hours, such as 9:30 or 17:00."),
    (ask("time", settings={"earliest": "08:00", "latest": "14:30"}), "15", "Give a time from 08:00 to 14:30."),
    (ask("time", settings={"minutes": 15}), "9:10", "Give a time in steps of 15 minutes."),
    (ask("yes_no"), "maybe", "Choose yes or no."),
    (ask("one_of"), "else", "This answer is not among those offered. Choose one of them."),
    (ask("many_of", settings={"exclusive": [NONE]}), {"": [NONE, PINE]}, "Choose either “None” or other answers, not both."),
    (ask("many_of", settings={"least": 2}), {"": [PINE]}, "Choose at least 2 answers."),
    (ask("many_of", settings={"most": 1}), {"": [PINE, OLIVE]}, "Choose at most 1 answer."),
    (ask("email", error={"en": "Half of 50% is %s."}), "maria@", "Half of 50% is %s."),
    (ask("phone"), "12", "Give a whole telephone number, such as 691 234 5678. From abroad with + and the country's code."),
    (ask("phone", settings={"mobile": True}), "210 1234567", "Give a mobile number: we send messages to it."),
    (ask("afm"), "090000046", "A digit or letter is wrong. Compare the number with your papers and type it anew."),
    (ask("amka"), "0101309999", "This is not a whole social security number (AMKA). It looks like 01013099997."),
    (ask("iban"), "GR1601101250000000012300696", "A digit or letter is wrong. Compare the number with your papers and type it anew."),
    (ask("plate"), "B MW 4711 X", "Give a Greek plate: two or three letters and up to five digits, such as ABE-1234."),
    (ask("declaration"), {}, "You can go on only when you accept this. Tick the box."),
    (ask("signature"), "7", "Sign with your first and last name, in letters."),
]  # fmt: skip


@pytest.mark.parametrize(("question", "data", "sentence"), WRONG)
def test_what_is_wrong_is_said_with_what_to_do(question: Question, data: Any, sentence: str) -> None:
    told = typed(question, data)
    assert isinstance(told, list)
    assert len(told) == 1
    assert not sentence or told == [sentence]


@pytest.mark.parametrize("question", [case[0] for case in RIGHT])
def test_nothing_is_an_answer_where_none_is_needed(question: Question) -> None:
    optional = ask(question.kind, required=False, settings=question.settings)
    assert typed(optional, {}) is None
    assert read(optional, None) is None


SHOWN: list[tuple[Question, Any, str, str]] = [
    (ask("number", settings={"unit": {"el": "τ.μ.", "en": "m²"}}), "1234.5", "1.234,5 τ.μ.", "1,234.5 m²"),
    (ask("money"), "1234.50", "1.234,50 €", "€1,234.50"),
    (ask("date"), "2026-05-01", "1 Μαΐου 2026", "1 May 2026"),
    (ask("yes_no"), True, "Ναι", "Yes"),
    (ask("many_of"), [OLIVE, NONE], "Ελιά, Τίποτε", "Olive, None"),
    (ask("phone"), "+302101234567", "21 0123 4567", "21 0123 4567"),
    (ask("phone"), "+442079460958", "+44 20 7946 0958", "+44 20 7946 0958"),
    (ask("iban"), "GR1601101250000000012300695", *["GR16 0110 1250 0000 0001 2300 695"] * 2),
]


@pytest.mark.parametrize(("question", "answer", "greek", "english"), SHOWN)
def test_an_answer_is_shown_as_the_language_writes_it(
    question: Question, answer: Any, greek: str, english: str
) -> None:
    assert (shown(question, answer, "el"), shown(question, answer, "en")) == (greek, english)
