"""Small charts that stand beside a number."""

from __future__ import annotations

from collections.abc import Iterable
from math import isfinite

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

WIDTH = 100.0
HEIGHT = 30.0
MARGIN = 3.0
TONES = frozenset({"olive", "accent", "sun"})


def sparkline(points: Iterable[float], *, tone: str = "", label: str = "") -> SafeString:
    """A line through the points (any unit; scaled to the box). No points: nothing. One: a level line."""
    values = [float(point) for point in points if point is not None and isfinite(float(point))]
    if not values:
        return mark_safe("")
    if len(values) == 1:
        values *= 2
    line = _line(values)
    last_x, last_y = line.rsplit(" ", 1)[-1].split(",")
    return format_html(
        '<svg class="sparkline{}" viewBox="0 0 100 30" preserveAspectRatio="none" {}>'
        '<polygon class="sparkline__area" points="0,30 {} 100,30"></polygon>'
        '<polyline class="sparkline__line" points="{}"></polyline>'
        '<path class="sparkline__end" d="M{},{}h0"></path></svg>',
        f" sparkline--{tone}" if tone in TONES else "",
        _spoken(label),
        line,
        line,
        last_x,
        last_y,
    )


def histogram(counts: Iterable[float], *, label: str = "") -> SafeString:
    """One bar a count, the highest as tall as the box; an empty count leaves its place empty."""
    values = [max(0.0, float(count or 0)) for count in counts]
    top = max(values, default=0.0)
    if not top:
        return mark_safe("")
    step = WIDTH / len(values)
    bars = format_html_join(
        "",
        '<rect x="{}" y="{}" width="{}" height="{}"></rect>',
        (
            (
                _short(at * step),
                _short(HEIGHT - HEIGHT * value / top),
                _short(step * 0.84),
                _short(HEIGHT * value / top),
            )
            for at, value in enumerate(values)
            if value
        ),
    )
    return format_html(
        '<svg class="histogram" viewBox="0 0 100 30" preserveAspectRatio="none" {}>{}</svg>',
        _spoken(label),
        bars,
    )


def _line(values: list[float]) -> str:
    low, high = min(values), max(values)
    spread = high - low
    step = WIDTH / (len(values) - 1)

    def height(value: float) -> float:
        # A level line runs through the middle: it is neither the highest nor the lowest.
        share = (value - low) / spread if spread else 0.5
        return HEIGHT - MARGIN - share * (HEIGHT - 2 * MARGIN)

    return " ".join(f"{_short(at * step)},{_short(height(value))}" for at, value in enumerate(values))


def _spoken(label: str) -> SafeString:
    if not label:
        return mark_safe('aria-hidden="true" focusable="false"')
    return format_html('role="img" aria-label="{}"', label)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
