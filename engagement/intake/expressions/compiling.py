"""From the text that an editor types to the data that a form stores."""

from __future__ import annotations

from typing import Any

from engagement.intake.expressions.names import Names, Sort
from engagement.intake.expressions.parsing import tree_of
from engagement.intake.expressions.resolving import Resolver


def compile_condition(text: str, names: Names) -> dict[str, Any]:
    """The data of a condition. Raises ExpressionProblem."""
    return Resolver(names).wanting(tree_of(text), Sort.YES_NO)


def compile_value(text: str, names: Names) -> dict[str, Any]:
    """The data of a computed value or an amount. Raises ExpressionProblem."""
    return Resolver(names).resolve(tree_of(text)).data


def compile_amount(text: str, names: Names) -> dict[str, Any]:
    """The data of a value that must be a number, such as a fee. Raises ExpressionProblem."""
    return Resolver(names).wanting(tree_of(text), Sort.NUMBER)
