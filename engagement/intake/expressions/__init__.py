"""Conditions and computed values: a small safe language that editors write and forms store as data.

`compile_condition` and `compile_value` turn text into plain JSON; `holds` and `value_of` read it. Nothing of
Python is ever evaluated.
"""

from engagement.intake.expressions.evaluating import holds, questions_in, value_of

__all__ = ["holds", "questions_in", "value_of"]
