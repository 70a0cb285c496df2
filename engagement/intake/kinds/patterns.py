"""Patterns that editors write: checked so that none can keep the server busy."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

LONGEST = 200
# More open repetitions than this make a pattern slow on a text that almost fits.
MOST_OPEN = 3


@lru_cache(maxsize=512)
def pattern_of(text: str) -> re.Pattern[str] | None:
    """The compiled pattern; None where it is broken or could take too long."""
    if not text or len(text) > LONGEST:
        return None
    try:
        compiled = re.compile(text)
        # The library's own parser: not documented, but part of it since it exists.
        parsed: Any = re._parser.parse(text)  # type: ignore[attr-defined]  # not in the stubs
    except (re.error, OverflowError, RecursionError):
        return None
    repeats = list(_repeats(parsed, within=False))
    if any(nested for nested in repeats) or len(repeats) > MOST_OPEN:
        return None
    return compiled


def _repeats(node: Any, *, within: bool) -> Iterator[bool]:
    """For every repetition without a small end: whether it stands within another repetition."""
    for part in _parts(node):
        if not isinstance(part, tuple):
            yield from _repeats(part, within=within)
            continue
        name = str(part[0])
        is_repeat = name in {"MAX_REPEAT", "MIN_REPEAT", "POSSESSIVE_REPEAT"}
        is_open = is_repeat and int(part[1][1]) > 50
        if is_open or name.startswith("GROUPREF"):
            yield within
        if is_repeat:
            yield from _repeats(part[1][2], within=within or int(part[1][1]) > 1)
        elif name not in {"IN", "LITERAL", "NOT_LITERAL"}:
            yield from _repeats(part[1], within=within)


def _parts(node: Any) -> list[Any]:
    """Sub-patterns and operations below a node; numbers and flags are neither."""
    if isinstance(node, (str, bytes, int)) or node is None:
        return []
    try:
        parts = list(node)
    except TypeError:
        return []
    return [part for part in parts if isinstance(part, (tuple, list)) or hasattr(part, "data")]
