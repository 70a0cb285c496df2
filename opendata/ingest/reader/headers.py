"""Where the names of columns stand: not always in the first line."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

LOOKED_AT_ROWS = 60
DEEPEST_HEADER = 15
LONGEST_NAME = 300
LONGEST_VALUE = 40
_VALUE = re.compile(r"^[+-]?[\d.,\s:/-]*\d[\d.,\s:/-]*[%€$]?$")

Row = Sequence[str | None]


def find_header(rows: Sequence[Row]) -> int:
    """Index of the row with the names among the first rows; -1 where there is none."""
    usual = usual_width(rows)
    if usual == 0:
        return -1
    best_without_text = -1
    for place, row in enumerate(rows[:DEEPEST_HEADER]):
        filled = [cell for cell in row if cell]
        if len(filled) < max(1, min(2, usual), usual * 0.5):
            continue
        if _all_names(filled):
            return _lower_half(rows, place)
        if best_without_text < 0:
            best_without_text = place
    if best_without_text < 0:
        return -1
    cells = [cell for cell in rows[best_without_text] if cell]
    names = sum(not _is_value(cell) for cell in cells)
    # Years as names ("2019", "2020") beside names of words: still a header, if the rows below look otherwise.
    wordless_below = _share_of_values(rows[best_without_text + 1 :]) > _share_of_values([cells])
    return best_without_text if names and wordless_below and len(set(cells)) == len(cells) else -1


def usual_width(rows: Sequence[Row]) -> int:
    """How many cells are filled in most rows."""
    widths = Counter(sum(1 for cell in row if cell) for row in rows)
    widths.pop(0, None)
    if not widths:
        return 0
    return max(widths.items(), key=lambda item: (item[1], item[0]))[0]


def labels_of(rows: Sequence[Row], header: int, width: int) -> list[str]:
    """The names, as many as columns; an empty one is taken from a merged cell above it."""
    if header < 0:
        return [""] * width
    labels = []
    for place in range(width):
        label = ""
        for row in reversed(rows[: header + 1]):
            filled = sum(1 for cell in row if cell)
            if row is not rows[header] and filled < 2:
                break
            label = " ".join((row[place] or "").split()) if place < len(row) else ""
            if label:
                break
        labels.append(label[:LONGEST_NAME])
    return labels


def _is_value(cell: str) -> bool:
    # Longer cells are no numbers, and the pattern would take long to find that out.
    return len(cell) <= LONGEST_VALUE and bool(_VALUE.match(cell))


def _all_names(filled: Sequence[str]) -> bool:
    return not any(_is_value(cell) for cell in filled) and all(len(cell) <= LONGEST_NAME for cell in filled)


def _lower_half(rows: Sequence[Row], place: int) -> int:
    """Of a header in two lines, with merged groups above, the lower one."""
    if place + 2 >= len(rows):
        return place
    upper, lower, below = rows[place], rows[place + 1], rows[place + 2 : place + 12]
    filled = [cell for cell in lower if cell]
    fills_gaps = any(
        cell and not (upper[number] if number < len(upper) else None) for number, cell in enumerate(lower)
    )
    if not filled or not fills_gaps or not _all_names(filled):
        return place
    values_below = any(
        cell and number < len(lower) and lower[number] and _is_value(cell)
        for row in below
        for number, cell in enumerate(row)
    )
    return place + 1 if values_below else place


def _share_of_values(rows: Sequence[Row]) -> float:
    cells = [cell for row in rows for cell in row if cell]
    return sum(_is_value(cell) for cell in cells) / max(len(cells), 1)
