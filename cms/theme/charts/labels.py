"""Which labels of an axis have room, and where they stand: none is cut at an edge, none runs into another.

Letters are not measured on the server: widths are those of the widest digits and letters of the typeface.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

# In ems. What is taken for too wide costs a label, what is taken for too narrow is cut.
DIGIT, SIGN, LETTER, CAPITAL = 0.68, 0.36, 0.66, 0.8
SIGNS = frozenset(".,:;·'’/| \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}-()")


@dataclass(frozen=True)
class Label:
    """One that is shown; `anchor` is SVG's text-anchor."""

    x: float
    anchor: str
    text: str


def width_of(text: str, size: float) -> float:
    """So wide at most, in letters of a size."""
    return size * sum(
        SIGN if one in SIGNS else DIGIT if one.isdigit() else CAPITAL if one.isupper() else LETTER
        for one in text
    )


def spread_labels(places: Sequence[float], texts: Sequence[str], *, width: float, size: float) -> list[Label]:
    """Every so many of them, as many as fit between 0 and `width`; the last is always told.

    A label stands below the middle of what it names, at an edge within the drawing.
    """
    if not texts:
        return []
    boxes = [_box(x, width_of(text, size), width) for x, text in zip(places, texts, strict=True)]
    last = len(texts) - 1
    fitting = next(every for every in range(1, last + 2) if _chosen(boxes, every, gap=size))
    # Somewhat fewer at equal distances read better than more with a gap before the last.
    even = (every for every in range(fitting, 2 * fitting + 1) if last and last % every == 0)
    choices = [_chosen(boxes, every, gap=size) for every in even]
    whole = next((one for one in choices if len(one) > 1 and one[-1] - one[-2] == one[1] - one[0]), None)
    chosen = whole or _chosen(boxes, fitting, gap=size)
    return [_label(places[at], boxes[at], width, texts[at]) for at in chosen]


def _chosen(boxes: Sequence[tuple[float, float]], every: int, *, gap: float) -> list[int]:
    """Each so-manieth and the last, without those in the last one's way; none if they run into one another.

    The last is moved inwards at the edge: half a gap before it is enough, or else its neighbour would be missing.
    """
    last = len(boxes) - 1
    chosen = [at for at in range(0, last, every) if boxes[at][1] + gap / 2 <= boxes[last][0]]
    pairs = pairwise(chosen)
    fits = all(boxes[one][1] + gap <= boxes[other][0] for one, other in pairs)
    return [*chosen, last] if fits else []


def _box(x: float, wide: float, width: float) -> tuple[float, float]:
    left = max(0.0, min(x - wide / 2, width - wide))
    return left, left + wide


def _label(x: float, box: tuple[float, float], width: float, text: str) -> Label:
    if box[0] <= 0:
        return Label(0, "start", text)
    return Label(width, "end", text) if box[1] >= width else Label(x, "middle", text)
