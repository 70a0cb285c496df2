"""How long a large form takes: 100 questions in 10 steps, half of them with conditions. `python -m bench.forms`."""

from __future__ import annotations

import os
import statistics
import time
from collections.abc import Callable
from typing import Any
from uuid import NAMESPACE_URL, uuid5

import django

STEPS, QUESTIONS = 10, 100
ROUNDS = 50


def large_form() -> tuple[Any, dict[str, Any]]:
    """The form and answers that fit it."""
    from engagement.intake.definition import Choice, FormDefinition, Question, Step
    from engagement.intake.expressions import compile_condition, names_of

    made: list[Question] = []
    answers: dict[str, Any] = {}
    for number in range(QUESTIONS):
        kind, answer = (("yes_no", True), ("number", "7"), ("one_of", "a"), ("short_text", "Some text"))[
            number % 4
        ]
        when = None
        if number % 2 and number > 8:
            text = f"q{number - number % 4 - 4} and q{number - number % 4 - 3} > 5"
            when = compile_condition(f"{text} or q{number - number % 4 - 2} = b", names_of(made))
        question = Question(
            id=str(uuid5(NAMESPACE_URL, f"q{number}")),
            kind=kind,
            name=f"q{number}",
            label={"el": f"Ερώτηση {number}", "en": f"Question {number}"},
            hint={"el": "Υπόδειξη", "en": "Hint"},
            when=when,
            choices=tuple(Choice(each, {"el": each, "en": each}, each) for each in "abcdef")
            if kind == "one_of"
            else (),
        )
        made.append(question)
        answers[question.id] = answer
    each = QUESTIONS // STEPS
    steps = tuple(
        Step(
            str(uuid5(NAMESPACE_URL, f"s{number}")),
            {"el": "Βήμα", "en": "Step"},
            questions=tuple(made[number * each : (number + 1) * each]),
        )
        for number in range(STEPS)
    )
    return FormDefinition(steps, ("el", "en")), answers


def median_ms(work: Callable[[], Any]) -> float:
    """The median of some rounds, in milliseconds of the processor: what else the machine does is left out."""
    work()
    taken = []
    for _round in range(ROUNDS):
        start = time.process_time()
        work()
        taken.append((time.process_time() - start) * 1000)
    return statistics.median(taken)


def main() -> None:
    """Measures reading answers, checking, and comparing two versions."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "cms.settings.test")
    django.setup()
    from engagement.eservices.versions import diff
    from engagement.intake.checking import check
    from engagement.intake.definition import from_json, to_json
    from engagement.intake.evaluation import read_answers
    from engagement.intake.kinds import Asking

    form, answers = large_form()
    stored = to_json(form)
    print(f"{QUESTIONS} questions in {STEPS} steps, {os.cpu_count()} cores, median of {ROUNDS}:")
    for title, work in (
        ("read_answers", lambda: read_answers(form, answers, Asking("en"))),
        ("check", lambda: check(form)),
        ("diff", lambda: diff(form, form)),
        ("from_json", lambda: from_json(stored)),
    ):
        print(f"  {title:14}{median_ms(work):8.1f} ms")


if __name__ == "__main__":
    main()
