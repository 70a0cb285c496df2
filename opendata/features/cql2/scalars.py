"""Values of a filter: properties, literals, arithmetic, CASEI and ACCENTI."""

from __future__ import annotations

from datetime import UTC, date, datetime
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from opendata.features.cql2.expressions import (
    KIND_WORDS,
    KINDS,
    NUMERIC,
    Expression,
    Kind,
    Scope,
    literal,
)
from opendata.features.cql2.folding import FOLDING
from opendata.features.cql2.problems import not_understood, refused, shown
from opendata.tables.shelf.names import column

LARGEST_WHOLE = 2**53
GEOMETRY_NAMES = ("geometry", "geom")
ARITHMETIC = frozenset({"+", "-", "*", "/", "div", "%", "^"})


def value_of(node: Any, scope: Scope) -> Expression:
    """The expression of a node that stands for one value."""
    if isinstance(node, dict):
        return _written_out(node, scope)
    if isinstance(node, bool):
        return literal(Kind.BOOLEAN, node)
    if isinstance(node, int | float):
        return number(node)
    if isinstance(node, str):
        return literal(Kind.TEXT, node)
    raise not_understood(node)


def _written_out(node: dict[str, Any], scope: Scope) -> Expression:
    if "property" in node:
        return property_of(node["property"], scope)
    if "date" in node:
        return literal(Kind.DATE, date_of(node["date"]))
    if "timestamp" in node:
        return literal(Kind.MOMENT, moment_of(node["timestamp"]))
    if "op" in node:
        return _operation(node, scope)
    raise not_understood(node)


def arguments(node: dict[str, Any], count: int) -> list[Any]:
    """The arguments of an operation, which must be so many."""
    given = node.get("args")
    if not isinstance(given, list) or len(given) != count:
        raise refused(
            _("“filter”: “%(name)s” takes %(count)s arguments.") % {"name": shown(node["op"]), "count": count}
        )
    return given


def name_of(node: dict[str, Any]) -> str:
    """The operation of a node, in lower case."""
    if not isinstance(node.get("op"), str):
        raise not_understood(node)
    return str(node["op"]).lower()


def number(value: float) -> Expression:
    """Whole ones stay whole: an index over whole numbers does not serve a comparison with a fraction."""
    if value != value or abs(value) > 1.7e308:  # noqa: PLR0124 (not a number)
        raise not_understood(value)
    if float(value).is_integer() and abs(value) <= LARGEST_WHOLE:
        return literal(Kind.INTEGER, int(value))
    return literal(Kind.NUMBER, float(value))


def property_of(name: Any, scope: Scope) -> Expression:
    """A property of the collection; the geometry answers to `geometry` and `geom`."""
    field = scope.fields.get(name) if isinstance(name, str) else None
    if field is not None:
        return Expression(KINDS[field.type], column(field.name), field=field)
    if name in GEOMETRY_NAMES and scope.has_geometry:
        return Expression(Kind.GEOMETRY, sql.SQL("geom"))
    raise refused(_("“filter” names “%(name)s”, which the collection does not have.") % {"name": shown(name)})


def date_of(text: Any) -> date:
    """A day as ISO 8601 writes it."""
    try:
        return date.fromisoformat(text)
    except (TypeError, ValueError) as problem:
        raise refused(_("“filter”: “%(text)s” is no date.") % {"text": shown(text)}) from problem


def moment_of(text: Any) -> datetime:
    """A moment as RFC 3339 writes it; without a zone it is in UTC."""
    try:
        if "T" not in text.upper():
            raise ValueError(text)
        moment = datetime.fromisoformat(text.upper())
        return (moment if moment.tzinfo else moment.replace(tzinfo=UTC)).astimezone(UTC)
    except (TypeError, ValueError, AttributeError, OverflowError) as problem:
        raise refused(_("“filter”: “%(text)s” is no timestamp.") % {"text": shown(text)}) from problem


def expect(found: Expression, kinds: frozenset[Kind] | Kind, where: Any) -> Expression:
    """The expression itself when it is of one of the kinds, else the problem."""
    allowed = {kinds} if isinstance(kinds, Kind) else kinds
    if found.kind in allowed:
        return found
    wanted = ", ".join(dict.fromkeys(str(KIND_WORDS[kind]) for kind in sorted(allowed)))
    raise refused(
        _("“filter”: “%(part)s” needs %(wanted)s; here it has %(found)s.")
        % {"part": shown(where), "wanted": wanted, "found": KIND_WORDS[found.kind]}
    )


def _operation(node: dict[str, Any], scope: Scope) -> Expression:
    name = name_of(node)
    if name in FOLDING:
        (inner,) = arguments(node, 1)
        text = expect(value_of(inner, scope), Kind.TEXT, name)
        return Expression(Kind.TEXT, FOLDING[name].format(text.code), text.parameters)
    if name in ARITHMETIC:
        return _arithmetic(name, node, scope)
    raise refused(_("“filter”: there is no function “%(name)s”.") % {"name": shown(node["op"])})


def _arithmetic(name: str, node: dict[str, Any], scope: Scope) -> Expression:
    left, right = (expect(value_of(part, scope), NUMERIC, name) for part in arguments(node, 2))
    whole = left.kind is Kind.INTEGER and right.kind is Kind.INTEGER and name not in ("/", "^")
    parts = {"a": left.code, "b": right.code}
    if name in ("+", "-", "*"):
        code = sql.SQL("({a} " + name + " {b})").format(**parts)
    elif name == "^":
        code = sql.SQL("power({a}::float8, {b}::float8)").format(**parts)
    elif name == "/":
        code = sql.SQL("({a}::float8 / nullif({b}::float8, 0))").format(**parts)
    else:
        # Only whole numbers and `numeric` have a remainder; a division by nothing is nothing.
        between = sql.SQL("%%" if name == "%" else "/")
        as_kind = sql.SQL("bigint" if whole else "numeric")
        code = sql.SQL("({a}::{kind} {between} nullif({b}::{kind}, 0))").format(
            **parts, between=between, kind=as_kind
        )
        if not whole:
            code = sql.SQL("trunc({})").format(code) if name == "div" else code
            code = sql.SQL("({})::float8").format(code)
    kind = Kind.INTEGER if whole else Kind.NUMBER
    return Expression(kind, code, left.parameters + right.parameters)
