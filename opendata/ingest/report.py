"""The report of problems: by kind for the page, row by row as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass, replace

from django.utils import translation
from django.utils.translation import gettext

from opendata.ingest.codes import MISFITS, OF_COLUMNS, SETS_ASIDE, Code
from opendata.ingest.contract import Misfits, Problem, Problems
from opendata.ingest.problems import place, sentence, sentence_of

SHOWN_CHARACTERS = 200
EXAMPLES = 3


@dataclass(frozen=True)
class ProblemKind:
    """All problems of one kind: their number, what they say, and the first of them."""

    code: Code
    count: int
    text: str
    sets_aside: bool
    examples: Sequence[Problem]
    # Where each of the examples is; empty for one of no row.
    places: Sequence[str]
    of_rows: bool
    # All that it happened to, where it is told of columns and not of rows.
    columns: Sequence[str] = ()

    @property
    def placed(self) -> Sequence[tuple[Problem, str]]:
        """The examples with their places."""
        return list(zip(self.examples, self.places, strict=True))


def kinds_of(problems: Problems, *, of_lines: bool = True) -> list[ProblemKind]:
    """Kinds that cost rows come first, then those with most problems; of single columns each is told.

    Values that did not fit are a kind a column: what is wrong with one says nothing of another.
    `of_lines`: see `problems.place`.
    """
    kinds: list[ProblemKind] = []
    for code, count in problems.counts.items():
        known = Code(code)
        told = [problem for problem in problems.first if problem.code is known]
        if known in OF_COLUMNS:
            kinds += [_kind(known, 1, [problem], of_lines) for problem in told]
        elif known in MISFITS and any(one.code is known for one in problems.misfits):
            kinds += [_kind_of_misfits(one, told, of_lines) for one in problems.misfits if one.code is known]
        else:
            kinds.append(_kind(known, count, told, of_lines))
    return sorted(kinds, key=lambda kind: (not kind.sets_aside, -kind.count))


def _kind_of_misfits(misfits: Misfits, told: Sequence[Problem], of_lines: bool) -> ProblemKind:
    of_column = [problem for problem in told if problem.column == misfits.column]
    kind = _kind(misfits.code, misfits.count, of_column, of_lines)
    return replace(kind, text=sentence_of(misfits, of_lines=of_lines), of_rows=True)


def _kind(code: Code, count: int, told: Sequence[Problem], of_lines: bool) -> ProblemKind:
    examples = told[:EXAMPLES]
    return ProblemKind(
        code=code,
        count=count,
        text=sentence(examples[0] if examples else Problem(code), of_lines=of_lines),
        sets_aside=code in SETS_ASIDE,
        examples=examples,
        places=[place(one.line, of_lines=of_lines) if one.line else "" for one in examples],
        of_rows=any(problem.line is not None for problem in examples),
        columns=list(dict.fromkeys(problem.column for problem in told if problem.column)),
    )


def write_report(problems: Problems, language: str, *, of_lines: bool = True) -> bytes:
    """CSV with a byte order mark, so that spreadsheet programs show Greek; in that language."""
    text = io.StringIO()
    writer = csv.writer(text)
    with translation.override(language or None):
        writer.writerow(
            [
                gettext("Line") if of_lines else gettext("Feature"),
                gettext("Column"),
                gettext("Value"),
                gettext("What is wrong, and what was done"),
            ]
        )
        for problem in problems.first:
            writer.writerow(
                [
                    problem.line or "",
                    _harmless(problem.column),
                    _harmless(problem.value[:SHOWN_CHARACTERS]),
                    sentence(problem, of_lines=of_lines),
                ]
            )
        total = sum(problems.counts.values())
        if total > len(problems.first):
            writer.writerow(
                ["", "", "", gettext("… and %(count)s more.") % {"count": total - len(problems.first)}]
            )
    return text.getvalue().encode("utf-8-sig")


def _harmless(value: str) -> str:
    # A spreadsheet program would run a cell that begins like a formula; numbers may begin with a minus.
    dangerous = value[:1] in "=+@\t\r" or (value[:1] == "-" and not value[1:2].isdigit())
    return f"'{value}" if value and dangerous else value
