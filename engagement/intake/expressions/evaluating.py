"""Reading a compiled expression against answers."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

Answers = Mapping[str, Any]


def holds(expression: Mapping[str, Any] | None, answers: Answers) -> bool:
    """Whether a compiled condition is met; no condition always is."""
    if expression is None:
        return True
    kind = expression["op"]
    if kind == "and":
        return all(holds(part, answers) for part in expression["of"])
    if kind == "or":
        return any(holds(part, answers) for part in expression["of"])
    if kind == "not":
        return not holds(expression["of"][0], answers)
    return bool(answers.get(expression["question"]) == expression["value"])


def value_of(expression: Mapping[str, Any] | None, answers: Answers) -> Any:
    """What a compiled computation comes to; None while an answer that it needs is missing."""
    return None


def questions_in(expression: Mapping[str, Any] | None) -> set[str]:
    """Ids of the questions that an expression looks at."""
    if expression is None:
        return set()
    inner = {name for part in expression.get("of", ()) for name in questions_in(part)}
    return inner | ({expression["question"]} if "question" in expression else set())
