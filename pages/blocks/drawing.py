"""A chart as its template needs it: the drawing, the sentence that says the same, the lines of the table."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.functional import cached_property
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from cms.theme.charts import columns_plot, line_plot
from cms.theme.templatetags.theme import figure
from opendata.catalog.choices import ChartKind
from opendata.catalog.contract import Charted, Mark


@dataclass(frozen=True)
class DrawnChart:
    """`address` tells where the rows are listed; it is asked for once, by the template."""

    charted: Charted
    address: Callable[[], str]

    @property
    def is_bars(self) -> bool:
        """Bars are a table themselves; others have one beside them."""
        return self.charted.kind == ChartKind.BARS

    @property
    def is_line(self) -> bool:
        """Over time."""
        return self.charted.kind == ChartKind.LINE

    def words(self, value: float | None) -> str:
        """A value as the page's language writes it, with its unit."""
        if value is None:
            return "–"
        # A unit behind a figure keeps to it.
        unit = f"\N{NO-BREAK SPACE}{self.charted.unit}" if self.charted.unit else ""
        return f"{figure(value, self.charted.digits)}{unit}"

    @cached_property
    def lines(self) -> list[dict[str, Any]]:
        """Label, value in words, share of the longest bar."""
        longest = max((mark.value or 0 for mark in self.charted.marks), default=0)
        return [
            {
                "label": mark.label,
                "words": self.words(mark.value),
                "share": round(100 * max(mark.value or 0, 0) / longest, 1) if longest > 0 else 0,
            }
            for mark in self.charted.marks
        ]

    @property
    def others(self) -> str:
        """What the values without a bar come to."""
        left = self.charted.left
        if not left:
            return ""
        names = ngettext("%(number)s other value", "%(number)s other values", left) % {"number": figure(left)}
        if self.charted.others is None:
            return names
        return _("%(values)s: %(sum)s") % {"values": names, "sum": self.words(self.charted.others)}

    @cached_property
    def sentence(self) -> str:
        """The drawing for those who hear it, and below it for everybody whose editor wrote no other."""
        marks = [mark for mark in self.charted.marks if mark.value is not None]
        if not marks:
            return ""
        highest = max(marks, key=lambda mark: mark.value or 0)
        if self.is_line:
            return _("From %(first)s to %(last)s; the highest: %(highest)s.") % {
                "first": self._told(marks[0]),
                "last": self._told(marks[-1]),
                "highest": self._told(highest),
            }
        return _("The highest: %(highest)s.") % {"highest": self._told(highest)}

    def _told(self, mark: Mark) -> str:
        return _("%(value)s (%(label)s)") % {"value": self.words(mark.value), "label": mark.label}

    @property
    def svg(self) -> SafeString:
        """The drawing of a line or of columns."""
        values = [mark.value for mark in self.charted.marks]
        label = _("Chart. %(sentence)s The table below says the same.") % {"sentence": self.sentence}
        draw = line_plot if self.is_line else columns_plot
        return draw(values, self.charted.ticks, label=label, words=self._short)

    def _short(self, value: float) -> str:
        return figure(value, self.charted.digits if value != int(value) else 0)
