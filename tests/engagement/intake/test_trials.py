"""Form tests: what was expected, and in which words a difference is told."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.translation import override

from engagement.eservices.fees import FeeLine, FeeRule
from engagement.intake.definition import FormDefinition
from engagement.intake.expressions import compile_amount, names_of
from engagement.intake.trials import Trial, record, run_trial
from tests.factories.forms import a_form, a_question, a_step, both, by_ids, id_of

DAY = date(2026, 5, 21)


def dog_form(**changes: Any) -> FormDefinition:
    limit = changes.get("limit", "age > 2")
    return a_form(
        a_step("you", a_question("yes_no", "dog"), a_question("date", "born", settings={"latest": "today"})),
        a_step(
            "animal",
            a_question("number", "age"),
            a_question("yes_no", "chip", when=limit),
            a_question(
                "computed", "years", settings={"expression": changes.get("years", "years since born")}
            ),
            when=changes.get("when", "dog"),
        ),
    )


def rule(form: FormDefinition, amount: str) -> FeeRule:
    return FeeRule((FeeLine(both("Fee"), compile_amount(amount, names_of(form))),))


FORM = dog_form()
ANSWERS = by_ids(dog=True, born="2008-05-21", age="3", chip=True)
TRIAL = record(FORM, rule(FORM, "age * 2,5"), ANSWERS, name="A dog", today=DAY)


def told(form: FormDefinition, trial: Trial = TRIAL, amount: str = "age * 2,5") -> list[str]:
    with override("en"):
        return [str(each.sentence) for each in run_trial(form, rule(form, amount), trial)]


def test_a_recorded_trial_holds_the_present_outcome() -> None:
    assert (
        Trial(
            name="A dog",
            answers=ANSWERS,
            today=DAY,
            steps=(id_of("you"), id_of("animal")),
            shown=frozenset(map(id_of, ("dog", "born", "age", "chip"))),
            computed={id_of("years"): "18"},
            fee="7.50",
        )
        == TRIAL
    )
    assert told(FORM) == []


def test_a_trial_is_read_as_of_its_own_day() -> None:
    later = replace(TRIAL, today=date(2026, 5, 20))
    assert told(FORM, later) == ["“Years” comes to 17 instead of 18."]
    born_late = record(FORM, None, by_ids(dog=False, born="2026-05-21"), name="Born today", today=DAY)
    assert born_late.refused == frozenset()
    assert run_trial(FORM, None, replace(born_late, today=date(2026, 5, 20)))[0].code == "refused"


def test_a_trial_survives_the_database() -> None:
    assert Trial.from_json(TRIAL.to_json()) == TRIAL


def test_a_step_that_disappeared_is_told_with_its_questions() -> None:
    assert told(dog_form(when="dog = no")) == [
        "The step “Animal” was expected but is not shown.",
        "“Age” was expected but is not asked.",
        "“Chip” was expected but is not asked.",
        "“Years” comes to nothing instead of 18.",
        "The fee is nothing instead of 7.50.",
    ]


def test_a_question_that_appeared_or_went_is_told() -> None:
    assert told(dog_form(limit="age > 3")) == ["“Chip” was expected but is not asked."]
    young = record(FORM, None, {**ANSWERS, id_of("age"): "1"}, name="Young", today=DAY)
    assert told(dog_form(limit="age > 0"), young) == ["“Chip” is asked but was not expected."]


def test_a_removed_step_and_question_are_told() -> None:
    form = a_form(FORM.steps[0])
    with override("en"):
        found = run_trial(form, None, TRIAL)
        assert [each.code for each in found] == ["step_removed", *["question_missing"] * 2, "value", "fee"]
        assert str(found[1].sentence) == "“a removed question” was expected but is not asked."


def test_an_answer_that_is_now_refused_or_accepted_is_told() -> None:
    required = record(FORM, None, by_ids(dog=False), name="Nothing", today=DAY)
    assert required.refused == {id_of("born")}
    optional = replace(
        FORM,
        steps=(
            replace(
                FORM.steps[0], questions=tuple(replace(q, required=False) for q in FORM.steps[0].questions)
            ),
            FORM.steps[1],
        ),
    )
    assert told(optional, required) == ["The answer to “Born” was expected to be refused but is accepted."]
    accepted = record(optional, None, by_ids(dog=False), name="Nothing", today=DAY)
    assert told(FORM, accepted)[0].startswith("The answer to “Born” is refused: ")


def test_another_fee_is_told() -> None:
    assert told(FORM, amount="age * 3") == ["The fee is 9.00 instead of 7.50."]
    assert rule(FORM, "age").fee(ANSWERS).total == Decimal("3.00")


def test_steps_in_another_order_are_told() -> None:
    form = a_form(a_step("one", a_question("yes_no", "a")), a_step("two", a_question("yes_no", "b")))
    trial = record(form, None, by_ids(a=True, b=True), name="Both", today=DAY)
    assert told(replace(form, steps=form.steps[::-1]), trial, "1") == [
        "The steps come in another order than expected."
    ]
