"""The lines of a fee, from the editor's blocks to data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from engagement.intake.contract import (
    ExpressionProblem,
    FormDefinition,
    compile_amount,
    compile_condition,
    names_of,
)
from pages.services.compiling import texts_of
from pages.services.expressions import Problem


@dataclass(frozen=True)
class CompiledFee:
    """Lines as `Terms.fee` stores them, and what is wrong with the rest."""

    lines: tuple[Mapping[str, Any], ...]
    problems: tuple[Problem, ...] = ()


def fee_of(blocks: Any, form: FormDefinition) -> CompiledFee:
    """All lines whose expressions can be compiled, against every name of the form."""
    names = names_of(form)
    lines, problems = [], []
    for block in blocks or ():
        made: dict[str, Any] = {"label": dict(texts_of(block.value["label"])), "when": None}
        is_whole = True
        for what, compile_it in (("amount", compile_amount), ("when", compile_condition)):
            text = (block.value.get(what) or "").strip()
            if not text:
                continue
            try:
                made[what] = compile_it(text, names)
            except ExpressionProblem as problem:
                problems.append(Problem((str(block.id), what), str(problem), problem.at))
                is_whole = False
        if is_whole and "amount" in made:
            lines.append(made)
    return CompiledFee(tuple(lines), tuple(problems))
