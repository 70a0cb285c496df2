"""The lines of a fee, from the editor's blocks to data."""

from __future__ import annotations

import re
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

_PLAIN_AMOUNT = re.compile(r"\d{1,7}(\.\d{1,2})?", re.ASCII)


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


def _dotted(text: str) -> str:
    """A plain number as it is written in Greek: 12,50."""
    return text.replace(",", ".") if text.replace(",", "", 1).isdigit() else text


def fixed_fee(blocks: Any) -> float | None:
    """The amount of a fee of one line that is always the same; None for every other one."""
    lines = [block.value for block in blocks or ()]
    if len(lines) != 1 or (lines[0].get("when") or "").strip():
        return None
    amount = _dotted((lines[0].get("amount") or "").strip())
    return float(amount) if _PLAIN_AMOUNT.fullmatch(amount) else None
