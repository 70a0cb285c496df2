"""How somebody wants a collection drawn, as it stands in a map's address: which rows, by which columns coloured.

`where=condition.is.good&where=girth_cm.from.100&by=condition&size_by=girth_cm&tone=accent`: nothing of it is kept by
us, so whoever has the address has the map. Any page may embed any open collection as it likes.
"""

from __future__ import annotations

from collections.abc import Sequence

from django.http import QueryDict
from django.utils.translation import gettext

from maps.viewer.contract import TONES, Drawn
from opendata.catalog.contract import Condition

PARAMETERS = ("where", "by", "size_by", "tone")
MOST_CONDITIONS = 10


def read_drawn(query: QueryDict) -> tuple[Drawn, dict[str, list[str]]]:
    """What an address asks for, and what is wrong with it by parameter. Columns are not looked at."""
    problems: dict[str, list[str]] = {}
    conditions = []
    texts = [text for text in query.getlist("where") if text]
    for text in texts[:MOST_CONDITIONS]:
        column, _dot, rest = text.partition(".")
        comparison, _dot, value = rest.partition(".")
        conditions.append(Condition(column, comparison, value))
    if len(texts) > MOST_CONDITIONS:
        problems["where"] = [gettext("At most %(most)s conditions.") % {"most": MOST_CONDITIONS}]
    tone = query.get("tone", "")
    if tone and tone not in TONES:
        problems["tone"] = [gettext("A map knows these colours: %(names)s.") % {"names": ", ".join(TONES)}]
        tone = ""
    drawn = Drawn(tuple(conditions), query.get("by", ""), query.get("size_by", ""), tone)
    return drawn, problems


def unknown_columns(drawn: Drawn, known: Sequence[str]) -> dict[str, list[str]]:
    """Columns for colour and size that the collection does not have."""
    return {
        name: [gettext("The dataset has no such column (any more).")]
        for name, column in (("by", drawn.by), ("size_by", drawn.size_by))
        if column and column not in known
    }
