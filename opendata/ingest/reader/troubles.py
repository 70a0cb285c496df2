"""The list of what is wrong with a file while it grows: counts of all, and the first of each."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import Any

from opendata.ingest.codes import Code

SHOWN = 1_000
SHOWN_OF_EACH = 20
SHOWN_CHARACTERS = 120
# Different values of a column that are counted, and that are named.
COUNTED_VALUES, NAMED_VALUES = 1_000, 5


class Troubles:
    """Counts by code, and enough of the first ones to show 1,000 in order of lines."""

    def __init__(self) -> None:
        self.counts: Counter[str] = Counter()
        self.by_code: dict[Code, list[dict[str, Any]]] = {}
        self.misfits: dict[tuple[Code, str], Counter[str]] = {}
        self.of_columns: Counter[tuple[Code, str]] = Counter()

    def add(
        self, code: Code, line: int | None = None, *, column: str = "", value: str = "", **arguments: Any
    ) -> None:
        """One of them."""
        self.counts[code.value] += 1
        kept = self.by_code.setdefault(code, [])
        if len(kept) < SHOWN:
            kept.append(
                {
                    "code": code.value,
                    "line": None if line is None else int(line),
                    "column": column,
                    "value": value[:SHOWN_CHARACTERS],
                    "arguments": arguments,
                }
            )

    def add_many(
        self, code: Code, lines: Iterable[Any], values: Iterable[Any], *, column: str = "", count: int
    ) -> None:
        """Several at once; `lines` and `values` are looked at only as far as they are shown."""
        kept = self.by_code.setdefault(code, [])
        room = SHOWN - len(kept)
        taken = 0
        for line, value in zip(lines, values, strict=False):
            if taken >= room:
                break
            self.add(code, int(line), column=column, value="" if value is None else str(value))
            taken += 1
        self.counts[code.value] += count - taken

    def count_values(self, code: Code, column: str, counted: Iterable[tuple[Any, int]]) -> None:
        """Values of a column that did not fit, each with how often it stands there."""
        known = self.misfits.setdefault((code, column), Counter())
        for value, times in counted:
            written = "" if value is None else str(value)[:SHOWN_CHARACTERS]
            self.of_columns[code, column] += times
            if written in known or len(known) < COUNTED_VALUES:
                known[written] += times

    def _misfits(self) -> list[dict[str, Any]]:
        return [
            {
                "code": code.value,
                "column": column,
                "count": self.of_columns[code, column],
                "values": [list(pair) for pair in known.most_common(NAMED_VALUES)],
            }
            for (code, column), known in self.misfits.items()
        ]

    def as_json(self) -> dict[str, Any]:
        """As `contract.Problems` has it."""
        chosen = [one for kept in self.by_code.values() for one in kept[:SHOWN_OF_EACH]]
        rest = [one for kept in self.by_code.values() for one in kept[SHOWN_OF_EACH:]]
        rest.sort(key=_line)
        chosen += rest[: max(0, SHOWN - len(chosen))]
        first = sorted(chosen, key=_line)
        return {"first": first, "counts": dict(self.counts), "misfits": self._misfits()}


def _line(trouble: dict[str, Any]) -> int:
    return -1 if trouble["line"] is None else int(trouble["line"])
