"""Forms for tests: questions by short names, choices by names, ids that follow from the names."""

from __future__ import annotations

from typing import Any
from uuid import NAMESPACE_URL, uuid5

from engagement.intake.definition import Choice, FormDefinition, Question, Step
from engagement.intake.expressions import compile_condition, compile_value, names_of


def id_of(name: str) -> str:
    """The id of the question or step of that name."""
    return str(uuid5(NAMESPACE_URL, name))


def both(text: str) -> dict[str, str]:
    """A text in both languages, so that tests see which one they got."""
    return {"el": f"{text} (el)", "en": text}


def a_question(kind: str, name: str, *choices: str, when: str = "", **given: Any) -> Question:
    """A question; `when` is compiled by `a_form`, which knows the others."""
    given.setdefault("label", both(name.capitalize()))
    given.setdefault("choices", tuple(Choice(f"c-{each}", both(each.capitalize()), each) for each in choices))
    if when:
        given["when"] = {"op": "text", "value": when}
    given.setdefault("id", id_of(name))
    return Question(kind=kind, name=name, **given)


def a_step(name: str, *questions: Question, when: str = "") -> Step:
    """A step; `when` is compiled by `a_form`."""
    condition = {"op": "text", "value": when} if when else None
    return Step(id=id_of(name), title=both(name.capitalize()), when=condition, questions=questions)


def a_form(*steps: Step, languages: tuple[str, ...] = ("el", "en")) -> FormDefinition:
    """The form with the conditions of its steps and questions compiled, and its computed values."""
    names = names_of([question for step in steps for question in step.questions])

    def compiled(part: Any) -> Any:
        changes: dict[str, Any] = {}
        if part.when is not None and part.when["op"] == "text":
            changes["when"] = compile_condition(part.when["value"], names)
        if part.__class__ is Question and isinstance(part.settings.get("expression"), str):
            changes["settings"] = {
                **part.settings,
                "expression": compile_value(part.settings["expression"], names),
            }
        return part.__class__(**{**part.__dict__, **changes})

    return FormDefinition(
        tuple(
            compiled(Step(**{**step.__dict__, "questions": tuple(map(compiled, step.questions))}))
            for step in steps
        ),
        languages,
    )


def by_ids(**answers: Any) -> dict[str, Any]:
    """Answers by question ids from answers by names."""
    return {id_of(name): answer for name, answer in answers.items()}
