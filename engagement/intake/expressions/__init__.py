"""Conditions and computed values: a small safe language that editors write and forms store as data.

`compile_condition` and `compile_value` turn text into plain JSON; `holds` and `value_of` read it. Nothing of
Python is ever evaluated.
"""

from engagement.intake.expressions.compiling import compile_amount, compile_condition, compile_value
from engagement.intake.expressions.evaluating import Facts, holds, questions_in, truth, value_of
from engagement.intake.expressions.names import Names, names_of
from engagement.intake.expressions.problems import ExpressionProblem
from engagement.intake.expressions.telling import in_words
from engagement.intake.expressions.values import as_answer
from engagement.intake.expressions.writing import decompile

__all__ = [
    "ExpressionProblem",
    "Facts",
    "Names",
    "as_answer",
    "compile_amount",
    "compile_condition",
    "compile_value",
    "decompile",
    "holds",
    "in_words",
    "names_of",
    "questions_in",
    "truth",
    "value_of",
]
