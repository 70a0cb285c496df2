"""Charts of a column's values as SVG, made on the server: bars side by side with what they count below.

No script, no inline style; colours come from the stylesheet. Each stands with a table that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.theme.charts.labels import spread_labels, width_of
from cms.theme.templatetags.theme import figure
from opendata.catalog.browsing import Chart

WIDTH = 320.0
HEIGHT = 132.0
TOP = 18.0
FOOT = 20.0
# Of the letters, as in the stylesheet.
LETTERS = 12.0


def columns_chart(chart: Chart, label: str) -> SafeString:
    """Bars of numbers or days in their order; `label` says in words what is seen."""
    top = max((bar.count for bar in chart.bars), default=0)
    if not top:
        return mark_safe("")
    step = WIDTH / len(chart.bars)
    depth = HEIGHT - TOP - FOOT
    bars = format_html_join(
        "",
        '<rect class="{}" x="{}" y="{}" width="{}" height="{}"><title>{}: {}</title></rect>',
        (
            (
                "chart__bar chart__bar--most" if bar.count == top else "chart__bar",
                _short(at * step + step * 0.06),
                _short(TOP + depth * (1 - _seen(bar.count, top))),
                _short(step * 0.88),
                _short(depth * _seen(bar.count, top)),
                bar.label,
                figure(bar.count),
            )
            for at, bar in enumerate(chart.bars)
            if bar.count
        ),
    )
    return format_html(
        '<svg class="chart" viewBox="0 0 320 132" role="img" aria-label="{}">{}'
        '<line class="chart__axis" x1="0" y1="{}" x2="320" y2="{}"></line>{}{}</svg>',
        label,
        bars,
        _short(HEIGHT - FOOT),
        _short(HEIGHT - FOOT),
        _most(chart, top, step),
        _ticks(chart.ticks, len(chart.bars), at_edges=len(chart.ticks) > len(chart.bars)),
    )


def share_bar(count: int, most: int) -> SafeString:
    """A bar in a table's cell, beside its number."""
    width = 100 * _seen(count, most) if most else 0
    return format_html(
        '<svg class="sharebar" viewBox="0 0 100 8" preserveAspectRatio="none" aria-hidden="true" '
        'focusable="false"><rect width="{}" height="8"></rect></svg>',
        _short(width),
    )


def _seen(count: int, most: int) -> float:
    """The share of the highest bar; what is there is never too low to be seen."""
    return max(count / most, 0.015) if count else 0.0


def _most(chart: Chart, top: int, step: float) -> SafeString:
    """The highest bar bears its number."""
    at = next(place for place, bar in enumerate(chart.bars) if bar.count == top)
    middle = (at + 0.5) * step
    half = width_of(figure(top), LETTERS) / 2
    anchor = "start" if middle < half else "end" if middle > WIDTH - half else "middle"
    x = 0 if anchor == "start" else WIDTH if anchor == "end" else middle
    return format_html(
        '<text class="chart__figure" x="{}" y="13" text-anchor="{}">{}</text>', _short(x), anchor, figure(top)
    )


def _ticks(ticks: Sequence[str], bars: int, *, at_edges: bool) -> SafeString:
    if not ticks:
        return mark_safe("")
    step = WIDTH / bars
    places = [at * step if at_edges else (at + 0.5) * step for at in range(len(ticks))]
    return format_html_join(
        "",
        '<text class="chart__tick" x="{}" y="{}" text-anchor="{}">{}</text>',
        (
            (_short(label.x), _short(HEIGHT - 5), label.anchor, label.text)
            for label in spread_labels(places, ticks, width=WIDTH, size=LETTERS)
        ),
    )


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
