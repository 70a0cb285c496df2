"""From the tree of a filter to a condition in SQL: logic, comparisons, LIKE, BETWEEN, IN, IS NULL."""

from __future__ import annotations

from collections.abc import Callable, Container
from typing import Any

from django.utils.translation import gettext as _
from psycopg import sql

from opendata.features.cql2.expressions import (
    NUMERIC,
    SQL_KINDS,
    TEMPORAL,
    Condition,
    Expression,
    Kind,
    Scope,
    literal,
)
from opendata.features.cql2.limits import DEEPEST, too_deep
from opendata.features.cql2.parsing import TEXT, tree_of
from opendata.features.cql2.problems import not_understood, refused, shown
from opendata.features.cql2.scalars import arguments, date_of, expect, moment_of, name_of, value_of
from opendata.features.cql2.spatial import FUNCTIONS, spatial_condition
from opendata.features.cql2.temporal import RELATIONS, temporal_condition
from opendata.tables.shelf.columns import equals

COMPARISONS = frozenset({"=", "<>", "<", ">", "<=", ">="})
ARRAYS = frozenset({"a_contains", "a_containedby", "a_equals", "a_overlaps"})
JOINS = frozenset({"and", "or"})
Compiler = Callable[[str, dict[str, Any], Scope], Condition]


def filter_condition(text: str, scope: Scope, *, language: str = TEXT) -> Condition:
    """The condition of a filter with its parameters; a problem that names the part for what cannot be asked."""
    return condition_of(tree_of(text, language), scope)


def condition_of(node: Any, scope: Scope, depth: int = 0) -> Condition:
    """The condition of a node that is true or false of a row."""
    if depth > DEEPEST:
        raise too_deep()
    if isinstance(node, bool):
        return sql.SQL("TRUE" if node else "FALSE"), []
    if not isinstance(node, dict):
        raise not_understood(node)
    if "property" in node:
        flag = expect(value_of(node, scope), Kind.BOOLEAN, node["property"])
        return flag.code, flag.parameters
    name = name_of(node)
    if name == "not":
        (inner,) = arguments(node, 1)
        code, parameters = condition_of(inner, scope, depth + 1)
        return sql.SQL("(NOT {})").format(code), parameters
    return _joined(name, node, scope, depth) if name in JOINS else _predicate(name, node, scope)


def _predicate(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    for names, compiler in PREDICATES:
        if name in names:
            return compiler(name, node, scope)
    raise refused(_("“filter”: there is no function “%(name)s”.") % {"name": shown(node["op"])})


def _joined(name: str, node: dict[str, Any], scope: Scope, depth: int) -> Condition:
    parts = node.get("args")
    if not isinstance(parts, list) or len(parts) < 2:
        raise not_understood(node)
    made = [condition_of(part, scope, depth + 1) for part in parts]
    code = sql.SQL(" AND " if name == "and" else " OR ").join([code for code, _parameters in made])
    return sql.SQL("({})").format(code), [value for _code, values in made for value in values]


def _comparison(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    first, second = arguments(node, 2)
    left, right = alike(value_of(first, scope), value_of(second, scope), name)
    if name == "=" and left.field is not None and right.is_literal and left.kind is Kind.TEXT:
        # In the form that the field's index serves.
        return equals(left.field), [right.literal, right.literal]
    code = sql.SQL("({} {} {})").format(left.code, sql.SQL(name), right.code)
    return code, [*left.parameters, *right.parameters]


def alike(left: Expression, right: Expression, where: str) -> tuple[Expression, Expression]:
    """Both sides in kinds that compare, or the problem. A text beside a date is read as one."""
    left, right = as_date(left, right.kind), as_date(right, left.kind)
    if Kind.GEOMETRY in (left.kind, right.kind):
        raise refused(_("“filter”: geometries are compared by S_EQUALS and its like."))
    if left.kind in NUMERIC:
        expect(right, NUMERIC, where)
    else:
        expect(right, left.kind, where)
    return left, right


def as_date(found: Expression, beside: Kind) -> Expression:
    """A literal text as the date or moment that it stands beside."""
    if found.kind is not Kind.TEXT or not found.is_literal or beside not in TEMPORAL:
        return found
    if beside is Kind.DATE:
        return literal(Kind.DATE, date_of(found.literal))
    return literal(Kind.MOMENT, moment_of(found.literal))


def _like(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    text, pattern = (expect(value_of(part, scope), Kind.TEXT, name) for part in arguments(node, 2))
    if pattern.is_literal and (len(pattern.literal) - len(pattern.literal.rstrip("\\"))) % 2:
        raise refused(_("“filter”: a pattern cannot end with a single “\\”."))
    return sql.SQL("({} LIKE {})").format(text.code, pattern.code), [*text.parameters, *pattern.parameters]


def _between(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    value, low, high = (value_of(part, scope) for part in arguments(node, 3))
    value, low = alike(value, low, name)
    value, high = alike(value, high, name)
    code = sql.SQL("({} BETWEEN {} AND {})").format(value.code, low.code, high.code)
    return code, [*value.parameters, *low.parameters, *high.parameters]


def _in(name: str, node: dict[str, Any], scope: Scope) -> Condition:
    asked, options = arguments(node, 2)
    if not isinstance(options, list) or not options:
        raise not_understood(node)
    value = value_of(asked, scope)
    found = [alike(value, value_of(option, scope), name)[1] for option in options]
    kinds = {option.kind for option in found}
    if all(option.is_literal for option in found) and len(kinds) == 1:
        # One parameter, however long the list is.
        code = sql.SQL("({} = ANY(%s::{}[]))").format(value.code, SQL_KINDS[kinds.pop()])
        return code, [*value.parameters, [option.literal for option in found]]
    code = sql.SQL("({} IN ({}))").format(value.code, sql.SQL(", ").join(option.code for option in found))
    return code, [*value.parameters, *(each for option in found for each in option.parameters)]


def _is_null(_name: str, node: dict[str, Any], scope: Scope) -> Condition:
    (inner,) = arguments(node, 1)
    value = value_of(inner, scope)
    return sql.SQL("({} IS NULL)").format(value.code), value.parameters


def _array(name: str, _node: dict[str, Any], _scope: Scope) -> Condition:
    raise refused(
        _("“filter”: “%(name)s” needs properties that are arrays; this collection has none.") % {"name": name}
    )


PREDICATES: tuple[tuple[Container[str], Compiler], ...] = (
    (COMPARISONS, _comparison),
    (FUNCTIONS, spatial_condition),
    (RELATIONS, temporal_condition),
    (("like",), _like),
    (("between",), _between),
    (("in",), _in),
    (("isnull",), _is_null),
    (ARRAYS, _array),
)
