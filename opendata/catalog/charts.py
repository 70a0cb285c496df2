"""Charts of a column's values as SVG, made on the server: bars side by side with what they count below.

No script, no inline style; colours come from the stylesheet. Each stands with a table that says the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from cms.theme.templatetags.theme import figure
from opendata.catalog.browsing import Chart

WIDTH = 320.0
HEIGHT = 132.0
TOP = 18.0
FOOT = 20.0
# Room for labels below: one every so many units of the drawing.
LABEL_ROOM = 58.0
LETTER = 7.0


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
    anchor = "start" if middle < 30 else "end" if middle > WIDTH - 30 else "middle"
    x = 0 if anchor == "start" else WIDTH if anchor == "end" else middle
    return format_html(
        '<text class="chart__figure" x="{}" y="12" text-anchor="{}">{}</text>', _short(x), anchor, figure(top)
    )


def _ticks(ticks: Sequence[str], bars: int, *, at_edges: bool) -> SafeString:
    if not ticks:
        return mark_safe("")
    step = WIDTH / bars
    room = max(LABEL_ROOM, (LETTER + 1.2) * max(len(tick) for tick in ticks))
    every = max(1, -(-int(room) // max(1, int(step))))
    chosen = list(range(0, len(ticks), every))
    last = len(ticks) - 1
    if chosen[-1] != last:
        # The end is told, and what would stand in its way is not.
        if (last - chosen[-1]) * step < room and len(chosen) > 1:
            chosen.pop()
        chosen.append(last)
    placed = []
    for at in chosen:
        x = at * step if at_edges else (at + 0.5) * step
        # Below the middle of what it names, unless it would be cut off there.
        half = LETTER * len(ticks[at]) / 2
        anchor = "start" if x < half else "end" if x > WIDTH - half else "middle"
        x = 0 if anchor == "start" else WIDTH if anchor == "end" else x
        placed.append((_short(x), _short(HEIGHT - 5), anchor, ticks[at]))
    return format_html_join("", '<text class="chart__tick" x="{}" y="{}" text-anchor="{}">{}</text>', placed)


def _short(number: float) -> str:
    return f"{number:.2f}".rstrip("0").rstrip(".")
