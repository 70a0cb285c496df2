"""Fees to the cent, and how they are explained."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import pytest

from engagement.eservices.fees import FeeRule, How, euros, explained
from engagement.intake.expressions import compile_amount, compile_condition, names_of
from tests.factories.forms import a_form, a_question, a_step, both, by_ids

FORM = a_form(
    a_step(
        "one",
        a_question("one_of", "stall", "small", "large"),
        a_question("number", "metres"),
        a_question("yes_no", "member"),
    )
)
NAMES = names_of(FORM)


def line(label: str, amount: str, when: str = "") -> dict[str, Any]:
    condition = compile_condition(when, NAMES) if when else None
    return {"label": both(label), "amount": compile_amount(amount, NAMES), "when": condition}


LINES = [
    line("Large stall", "30 + metres * 2,55", "stall = large"),
    line("Small stall", "15", "stall = small"),
    line("Administration", "4"),
    line("Reduction for members", "-5", "member"),
]


@pytest.mark.parametrize(
    ("answers", "summed", "first"),
    [
        ({"stall": "c-large", "metres": "3"}, "41.65", "37.65"),
        ({"stall": "c-small"}, "19.00", "15.00"),
        ({"stall": "c-small", "member": True}, "14.00", "15.00"),
        ({"member": True}, "0.00", "4.00"),
        ({}, "4.00", "4.00"),
    ],
)
def test_lines_are_added_or_the_first_counts(answers: dict[str, Any], summed: str, first: str) -> None:
    for how, expected in ((How.SUM, summed), (How.FIRST, first)):
        assert FeeRule.from_json(LINES, how).fee(by_ids(**answers)).total == Decimal(expected)


def test_half_a_cent_goes_up_in_each_line() -> None:
    rule = FeeRule.from_json([line("a", "0,125"), line("b", "0,125")])
    assert rule.fee({}).total == Decimal("0.26")


def test_a_fee_that_needs_a_missing_answer_is_not_known() -> None:
    fee = FeeRule.from_json(LINES).fee(by_ids(stall="c-large"))
    assert fee.total is None
    assert explained(fee, FORM, "en") == [
        "Large stall: not known yet, because “Stall” is “Large”",
        "Administration: €4.00",
        "The fee is known when the remaining questions are answered.",
    ]


def test_no_line_costs_nothing() -> None:
    fee = FeeRule().fee({})
    assert fee.total == Decimal("0.00")
    assert explained(fee, FORM, "en") == ["There is no fee."]


def test_a_fee_is_explained_in_both_languages() -> None:
    fee = FeeRule.from_json(LINES).fee(by_ids(stall="c-small", member=True))
    assert explained(fee, FORM, "en") == [
        "Small stall: €15.00, because “Stall” is “Small”",
        "Administration: €4.00",
        "Reduction for members: −€5.00, because “Member” is yes",
        "Total: €14.00",
    ]
    assert explained(fee, FORM, "el") == [
        "Small stall (el): 15,00 €, επειδή «Stall (el)» είναι «Small (el)»",
        "Administration (el): 4,00 €",
        "Reduction for members (el): −5,00 €, επειδή «Member (el)» είναι ναι",
        "Σύνολο: 14,00 €",
    ]


def test_thousands_are_grouped() -> None:
    assert euros(Decimal("1234.5"), "en") == "€1,234.50"
    assert euros(Decimal("1234.5"), "el") == "1.234,50 €"
