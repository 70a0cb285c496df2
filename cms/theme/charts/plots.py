"""Charts large enough for axes: a line over time, columns side by side. The highest and the last bear their number.

Letters in an SVG shrink with it, so each is drawn twice, for a desk and for a telephone; the stylesheet shows one.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.theme.charts.labels import spread_labels, width_of

# Width, height and the room that a label below takes, in the units of the drawing.
SIZES = {"wide": (720.0, 280.0), "narrow": (340.0, 220.0)}
TOP, FOOT = 26.0, 28.0
# Of the letters, as in the stylesheet; the room between a line's number and the line.
LETTERS, BESIDE = 13.0, 8.0
MOST_STEPS = 4
Words = Callable[[float], str]
Place = tuple[float, float, float]


@dataclass(frozen=True)
class _Field:
    """The drawing's inner part, and the axis that it is measured by."""

    width: float
    height: float
    left: float
    low: float
    high: float
    step: float

    @property
    def bottom(self) -> float:
        return self.height - FOOT

    def y(self, value: float) -> float:
        """The height of a value."""
        return self.bottom - (value - self.low) / (self.high - self.low) * (self.bottom - TOP)

    @property
    def lines(self) -> list[float]:
        """The values that have a line across."""
        count = round((self.high - self.low) / self.step)
        return [self.low + at * self.step for at in range(count + 1)]


def line_plot(
    values: Sequence[float | None], ticks: Sequence[str], *, label: str, words: Words
) -> SafeString:
    """A line through the values in their order; a value that there is not leaves a gap."""
    known = [value for value in values if value is not None]
    if len(known) < 2:
        return mark_safe("")
    return _both(label, lambda size: _line(_field(size, known, words), values, ticks, words))


def columns_plot(
    values: Sequence[float | None], ticks: Sequence[str], *, label: str, words: Words
) -> SafeString:
    """A column for each value; `ticks` name the edges between them."""
    known = [value or 0.0 for value in values]
    if not any(value > 0 for value in known):
        return mark_safe("")
    return _both(label, lambda size: _columns(_field(size, [0.0, *known], words), known, ticks, words))


def _both(label: str, draw: Callable[[str], SafeString]) -> SafeString:
    return format_html_join(
        "",
        '<svg class="plot plot--{}" viewBox="0 0 {} {}" role="img" aria-label="{}">{}</svg>',
        ((size, _short(across), _short(high), label, draw(size)) for size, (across, high) in SIZES.items()),
    )


def _field(size: str, values: Sequence[float], words: Words) -> _Field:
    """The axis begins at nought, unless the values lie so close together that nothing would be seen."""
    least, most = min(values), max(values)
    low = least if least > 0.6 * most > 0 or least < 0 else 0.0
    step = nice_step((most - low) / MOST_STEPS)
    low = math.floor(low / step) * step
    high = max(math.ceil(most / step) * step, low + step)
    width, height = SIZES[size]
    field = _Field(width, height, 0, low, high, step)
    widest = max(width_of(words(edge), LETTERS) for edge in field.lines)
    return replace(field, left=min(widest + BESIDE, width / 3))


def nice_step(least: float) -> float:
    """The smallest of 1, 2, 5, 10, 20 … (and their tenths) that is not smaller."""
    if least <= 0 or not math.isfinite(least):
        return 1.0
    power = 10.0 ** math.floor(math.log10(least))
    return next(nice * power for nice in (1, 2, 5, 10) if nice * power >= least * 0.999999)


def _line(field: _Field, values: Sequence[float | None], ticks: Sequence[str], words: Words) -> SafeString:
    step = (field.width - field.left - 8) / max(len(values) - 1, 1)
    places = [
        (field.left + at * step, field.y(value), value) if value is not None else None
        for at, value in enumerate(values)
    ]
    drawn = [place for place in places if place]
    highest = max(drawn, key=lambda place: place[2])
    told = [drawn[-1]] if highest[0] > drawn[-1][0] - 70 else [highest, drawn[-1]]
    if highest[2] > told[0][2]:
        told = [highest]
    return format_html(
        '{}{}{}{}{}<path class="plot__end" d="M{} {}h0"></path>{}',
        _grid(field, words),
        _area(field, places),
        format_html_join("", '<polyline class="plot__line" points="{}"></polyline>', _stretches(places)),
        format_html_join(
            "",
            '<circle class="plot__dot" cx="{}" cy="{}" r="3"><title>{}: {}</title></circle>',
            (
                (_short(place[0]), _short(place[1]), tick, words(place[2]))
                for place, tick in zip(places, ticks, strict=True)
                if place and len(places) < 40
            ),
        ),
        _ticks([field.left + at * step for at in range(len(ticks))], ticks, field),
        _short(drawn[-1][0]),
        _short(drawn[-1][1]),
        format_html_join(
            "", "{}", ((_told(x, _beside(x, y, places, field), words(value), field),) for x, y, value in told)
        ),
    )


def _beside(x: float, y: float, places: Sequence[Place | None], field: _Field) -> float:
    """Above a point; below it where the line comes from above and would run through the number like a minus."""
    before = [place for place in places if place and place[0] < x]
    falls = bool(before) and before[-1][1] < y
    return y + 20 if falls and y + 22 < field.bottom else y - 11


def _area(field: _Field, places: Sequence[Place | None]) -> SafeString:
    """A quiet field below a line without gaps that stands on nought."""
    drawn = [place for place in places if place]
    if field.low != 0 or len(drawn) != len(places):
        return mark_safe("")
    points = " ".join(f"{_short(x)},{_short(y)}" for x, y, _value in drawn)
    base = _short(field.bottom)
    return format_html(
        '<polygon class="plot__area" points="{},{} {} {},{}"></polygon>',
        _short(drawn[0][0]), base, points, _short(drawn[-1][0]), base,
    )  # fmt: skip


def _stretches(places: Sequence[Place | None]) -> list[tuple[str]]:
    """The points of each stretch between gaps; a point alone is a short dash."""
    found: list[list[str]] = [[]]
    for place in places:
        if place is None:
            found.append([])
        else:
            found[-1].append(f"{_short(place[0])},{_short(place[1])}")
    return [(" ".join(stretch if len(stretch) > 1 else stretch * 2),) for stretch in found if stretch]


def _columns(field: _Field, values: Sequence[float], ticks: Sequence[str], words: Words) -> SafeString:
    step = (field.width - field.left) / len(values)
    top = max(values)
    columns = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"></rect>',
        (
            (
                "plot__bar plot__bar--most" if value == top else "plot__bar",
                _short(field.left + at * step + step * 0.06),
                # What is there is never too low to be seen.
                _short(min(field.y(value), field.bottom - 2)),
                _short(step * 0.88),
                _short(max(field.bottom - field.y(value), 2)),
            )
            for at, value in enumerate(values)
            if value
        ),
    )
    at = values.index(top)
    return format_html(
        "{}{}{}{}",
        _grid(field, words),
        columns,
        _ticks([field.left + edge * step for edge in range(len(ticks))], ticks, field),
        _told(field.left + (at + 0.5) * step, field.y(top) - 6, words(top), field),
    )


def _grid(field: _Field, words: Words) -> SafeString:
    return format_html_join(
        "",
        '<line class="{}" x1="{}" y1="{}" x2="{}" y2="{}"></line>'
        '<text class="plot__tick" x="{}" y="{}" text-anchor="end">{}</text>',
        (
            (
                "plot__base" if edge == field.low else "plot__grid",
                _short(field.left),
                _short(field.y(edge)),
                _short(field.width),
                _short(field.y(edge)),
                _short(field.left - BESIDE),
                _short(field.y(edge) + 4),
                words(edge),
            )
            for edge in field.lines
        ),
    )


def _told(x: float, y: float, text: str, field: _Field) -> SafeString:
    """A number beside its mark, within the drawing."""
    half = width_of(text, LETTERS) / 2
    x = min(max(x, field.left + half), field.width - half)
    return format_html(
        '<text class="plot__figure" x="{}" y="{}" text-anchor="middle">{}</text>',
        _short(x), _short(max(y, 13)), text,
    )  # fmt: skip


def _ticks(places: Sequence[float], ticks: Sequence[str], field: _Field) -> SafeString:
    """As many labels below as there is room for."""
    if len(ticks) < 2:
        return mark_safe("")
    return format_html_join(
        "",
        '<text class="plot__tick" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (_short(label.x), _short(field.height - 8), label.anchor, label.text)
            for label in spread_labels(places, ticks, width=field.width, size=LETTERS)
        ),
    )


def _short(number: float) -> str:
    return f"{number:.1f}".rstrip("0").rstrip(".")
