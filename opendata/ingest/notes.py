"""Which of the notes on a file still hold after what an editor decided."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace

from opendata.ingest.codes import ODDITIES, Code
from opendata.ingest.contract import Decisions, Findings, Position, Problems
from opendata.tables.contract import FieldType

# What was supposed of the positions because the file does not say it: somebody has to look at the map.
SUPPOSED = frozenset({Code.CRS_GUESSED, Code.CRS_MISSING, Code.METRES_IN_DEGREES})


def notes_that_hold(problems: Problems, decisions: Decisions) -> Problems:
    """Without the reason why a column is read as text, where it is decided to be of another type."""
    others = {column.source for column in decisions.columns if column.type is not FieldType.TEXT}
    gone = [one for one in problems.first if one.code in ODDITIES and one.column in others]
    if not gone:
        return problems
    fewer = Counter(one.code.value for one in gone)
    counts = {code: count - fewer[code] for code, count in problems.counts.items()}
    return replace(
        problems,
        first=tuple(one for one in problems.first if one not in gone),
        counts={code: count for code, count in counts.items() if count},
    )


def with_open_doubts(findings: Findings, before: Findings | None) -> Findings:
    """A file that is read again as it was supposed to be says no more of its positions than it did before."""
    if before is None or _system(findings.position) != _system(before.position):
        return findings
    problems = findings.problems
    open_ones = [
        one for one in before.problems.first if one.code in SUPPOSED and one.code not in problems.counts
    ]
    counts = {one.code.value: before.problems.counts[one.code.value] for one in open_ones}
    return replace(
        findings,
        problems=replace(problems, first=(*open_ones, *problems.first), counts=counts | problems.counts),
    )


def _system(position: Position) -> tuple[object, ...]:
    return position.mode, position.epsg, position.crs, position.swap
