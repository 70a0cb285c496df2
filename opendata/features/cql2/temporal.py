"""Temporal predicates. A date counts as the day from its first to its last moment beside timestamps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from opendata.features.cql2.expressions import TEMPORAL, Condition, Expression, Kind, Scope, literal
from opendata.features.cql2.problems import not_understood, refused
from opendata.features.cql2.scalars import arguments, date_of, expect, moment_of, value_of

# With a, b for the two sides' starts and c, d for their ends: a to c is the first, b to d the second.
RELATIONS = {
    "t_after": "{a} > {d}",
    "t_before": "{c} < {b}",
    "t_contains": "{a} < {b} AND {c} > {d}",
    "t_disjoint": "({c} < {b} OR {a} > {d})",
    "t_during": "{a} > {b} AND {c} < {d}",
    "t_equals": "{a} = {b} AND {c} = {d}",
    "t_finishedby": "{a} < {b} AND {c} = {d}",
    "t_finishes": "{a} > {b} AND {c} = {d}",
    "t_intersects": "{c} >= {b} AND {a} <= {d}",
    "t_meets": "{c} = {b}",
    "t_metby": "{a} = {d}",
    "t_overlappedby": "{a} > {b} AND {a} < {d} AND {c} > {d}",
    "t_overlaps": "{a} < {b} AND {c} > {b} AND {c} < {d}",
    "t_startedby": "{a} = {b} AND {c} > {d}",
    "t_starts": "{a} = {b} AND {c} < {d}",
}
PLACES = ("a", "b", "c", "d")
OPEN = ".."


@dataclass(frozen=True)
class Span:
    """From a start to an end, both included; None is without bound."""

    start: Expression | None
    end: Expression | None


def temporal_condition(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    """SQL of a temporal predicate between two instants or intervals."""
    first, second = (_span(part, name, scope) for part in arguments(node, 2))
    ends = (first.start, first.end, second.start, second.end)
    precise = any(end is not None and end.kind is Kind.MOMENT for end in ends)
    values = {
        "a": _edge(first.start, last=False, precise=precise),
        "b": _edge(second.start, last=False, precise=precise),
        "c": _edge(first.end, last=True, precise=precise),
        "d": _edge(second.end, last=True, precise=precise),
    }
    template = RELATIONS[name]
    order = [piece[0] for piece in template.split("{")[1:]]
    code = sql.SQL("({})").format(
        sql.SQL(template).format(**{place: values[place].code for place in PLACES if place in order})
    )
    return code, [value for place in order for value in values[place].parameters]


def _span(part: Any, name: str, scope: Scope) -> Span:
    if isinstance(part, dict) and "interval" in part:
        ends = part["interval"]
        if not isinstance(ends, list) or len(ends) != 2:
            raise not_understood(part)
        start, end = (_end(text, name, scope) for text in ends)
        both = [entry.literal for entry in (start, end) if entry is not None and entry.is_literal]
        if len(both) == 2 and type(both[0]) is type(both[1]) and both[0] > both[1]:
            raise refused(_("“filter”: an interval ends before it starts."))
        return Span(start, end)
    if isinstance(part, str):
        # JSON may write a date without saying that it is one.
        return Span(*(_written(part),) * 2)
    instant = expect(value_of(part, scope), TEMPORAL, name)
    return Span(instant, instant)


def _end(given: Any, name: str, scope: Scope) -> Expression | None:
    if given == OPEN:
        return None
    if isinstance(given, str):
        return _written(given)
    return expect(value_of(given, scope), TEMPORAL, name)


def _written(text: str) -> Expression:
    if "T" in text.upper():
        return literal(Kind.MOMENT, moment_of(text))
    return literal(Kind.DATE, date_of(text))


def _edge(end: Expression | None, *, last: bool, precise: bool) -> Expression:
    """The bound as a value that compares with the others: all dates, or all moments."""
    kind = Kind.MOMENT if precise else Kind.DATE
    if end is None:
        bound = "'infinity'" if last else "'-infinity'"
        return Expression(kind, sql.SQL(f"{bound}::{'timestamptz' if precise else 'date'}"))
    if not precise or end.kind is Kind.MOMENT:
        return end
    template = "(({}::timestamp + interval '1 day - 1 microsecond') AT TIME ZONE 'UTC')"
    first = "({}::timestamp AT TIME ZONE 'UTC')"
    return Expression(kind, sql.SQL(template if last else first).format(end.code), end.parameters)
