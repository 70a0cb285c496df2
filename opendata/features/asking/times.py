"""The `datetime` parameter: a day, a moment, or an interval of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.api.errors import BadParameter
from opendata.features.cql2.expressions import Condition
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column

TEMPORAL = (FieldType.DATE, FieldType.DATETIME)
OPEN = ("", "..")
TICK = timedelta(microseconds=1)


@dataclass(frozen=True)
class Span:
    """From a moment to a moment, both included; None is without bound."""

    start: datetime | None
    end: datetime | None


def time_field(facts: Facts) -> Field | None:
    """The field that `datetime` asks about: the first one that holds a date or a moment."""
    return next((field for field in facts.fields if field.type in TEMPORAL), None)


def span_of(text: str) -> Span:
    """The asked span. A day counts from its first to its last moment, in UTC."""
    ends = text.split("/")
    try:
        if len(ends) > 2 or text in OPEN:
            raise ValueError(text)
        starts, lasts = _moments(ends[0]), _moments(ends[-1])
    except (ValueError, OverflowError) as problem:
        raise _refused() from problem
    start, end = starts[0], lasts[1]
    if start is not None and end is not None and start > end:
        raise _refused()
    return Span(start, end)


def during(field: Field, span: Span) -> Condition:
    """Rows whose value lies in the span, and those without one (OGC, /req/core/fc-time-response)."""
    name = column(field.name)
    parts: list[sql.Composable] = []
    values: list[date | datetime] = []
    for bound, sign in ((span.start, ">="), (span.end, "<=")):
        if bound is not None:
            parts.append(sql.SQL("{} {} %s").format(name, sql.SQL(sign)))
            values.append(bound.date() if field.type is FieldType.DATE else bound)
    inside = sql.SQL(" AND ").join(parts) if parts else sql.SQL("TRUE")
    return sql.SQL("({} IS NULL OR ({}))").format(name, inside), values


def _moments(text: str) -> tuple[datetime | None, datetime | None]:
    """First and last moment of one end."""
    if text in OPEN:
        return None, None
    if "T" in text.upper():
        # In an address a "+" that nobody encoded arrives as a space.
        moment = datetime.fromisoformat(text.upper().replace(" ", "+"))
        if moment.tzinfo is None:
            raise ValueError(text)
        moment = moment.astimezone(UTC)
        return moment, moment
    day = datetime.combine(date.fromisoformat(text), datetime.min.time(), UTC)
    return day, day + timedelta(days=1) - TICK


def _refused() -> BadParameter:
    return BadParameter(
        _(
            "“datetime” is a day such as 2026-05-01, a moment such as 2026-05-01T00:00:00Z, "
            "or two of them with “/” between."
        ),
        parameter="datetime",
    )
