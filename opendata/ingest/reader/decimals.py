"""Which mark stands before the decimals of a column: `1.500` may be one and a half, or one thousand five hundred."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.reader import shapes
from opendata.ingest.reader.watching import Watch

# Why a mark is taken: other columns of the file have it, or nothing but custom says so.
BY_FILE, BY_CUSTOM = "file", "custom"
_SIGNS_OF_MONEY = "€$£"
# A number that may be read both ways. Shares may not: thousands of per cent are no share.
_OPEN = rf"^[+{shapes.MINUS}-]?[1-9]\d{{0,2}}[.,]\d{{3}}$"


@dataclass(frozen=True)
class Manner:
    """How a file's numbers are written. `said`: some of them show it, else its delimiter hints at it."""

    commas: bool
    said: bool

    @classmethod
    def of(cls, votes: Sequence[int], delimiter: str) -> Manner:
        """`votes` are those of the columns, as `writes_commas` has them."""
        total = sum(votes)
        return cls(total > 0 or (total == 0 and delimiter == ";"), total != 0)


def decimal_of(watch: Watch, manner: Manner, *, money: bool) -> tuple[str, str]:
    """`,` or `.`, and why where the column's own values do not show it.

    The number of an amount counts as one that stands alone. Money has two decimals: where nothing says otherwise, three
    digits behind a mark are thousands.
    """
    seen = watch.shapes + watch.amounts
    commas = seen[shapes.COMMA] + seen[shapes.POINT_GROUPS]
    points = seen[shapes.POINT] + seen[shapes.COMMA_GROUPS] + seen[shapes.EXPONENT]
    if commas or points:
        return ("," if commas > points else "."), ""
    if not seen[shapes.COMMA_3] and not seen[shapes.POINT_3]:
        return ".", ""
    if money and not manner.said:
        return ("," if seen[shapes.POINT_3] >= seen[shapes.COMMA_3] else "."), BY_CUSTOM
    return ("," if manner.commas else "."), (BY_FILE if manner.said else BY_CUSTOM)


def writes_commas(watch: Watch) -> int:
    """Above zero where the column surely has decimal commas, below where it surely has points."""
    seen = watch.shapes + watch.amounts
    return (seen[shapes.COMMA] + seen[shapes.POINT_GROUPS] > 0) - (
        seen[shapes.POINT] + seen[shapes.COMMA_GROUPS] > 0
    )


def is_money(watch: Watch, unit: str) -> bool:
    """By a sign beside the numbers, or by what the column is called."""
    return unit in _SIGNS_OF_MONEY if unit else any(watch.symbols[sign] for sign in _SIGNS_OF_MONEY)


def are_open(written: pa.Array) -> Any:
    """Which of the texts can be read both ways."""
    bare = pc.replace_substring_regex(written, r"[\s\x{00A0}\x{202F}€$£]", "")
    return pc.match_substring_regex(bare, _OPEN).fill_null(False).to_numpy(zero_copy_only=False)


def reads_decimals(watch: Watch, decimal: str) -> bool:
    """Whether numbers that can be read both ways are taken to have decimals."""
    seen = watch.shapes + watch.amounts
    return bool(seen[shapes.POINT_3 if decimal == "." else shapes.COMMA_3])


def is_of_thousands(written: str, decimal: str) -> bool:
    """Whether the one mark of `1.500` is taken for thousands."""
    return decimal not in written
