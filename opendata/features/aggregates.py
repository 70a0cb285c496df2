"""Counts, sums and averages of rows, by groups: what is asked, and the one statement that answers it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import connection
from django.http import QueryDict
from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.api.errors import BadParameter
from opendata.features.names import CONDITIONS
from opendata.features.parameters import flag_of, known_parameters, limit_of, query_of
from opendata.tables.contract import Field, FieldType
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column
from opendata.tables.wording import TYPE_TITLES

FUNCTIONS = ("sum", "min", "max", "avg")
PARAMETERS = CONDITIONS | {"f", "bom", "group_by", "count", "limit", *FUNCTIONS}
MOST_KEYS = 5
MOST_MEASURES = 20
DEFAULT_GROUPS = 1_000
NUMBERS = frozenset({FieldType.INTEGER, FieldType.NUMBER})
ORDERED = NUMBERS | {FieldType.DATE, FieldType.DATETIME, FieldType.TEXT}


@dataclass(frozen=True)
class Question:
    """Rows, what to group them by, what to compute of each group, how many groups at most."""

    query: RowQuery
    keys: tuple[Field, ...]
    measures: tuple[tuple[str, Field], ...]
    limit: int
    # Of the CSV only: begins with the mark by which spreadsheets know its letters.
    bom: bool = False


@dataclass(frozen=True)
class Group:
    """The values of the keys, the number of rows, and the measures in their order."""

    key: tuple[Any, ...]
    count: int
    values: tuple[Any, ...]


def question_of(parameters: QueryDict, facts: Facts) -> Question:
    """The question of an aggregates request. Raises the problem of the first parameter that cannot be used."""
    given = known_parameters(parameters, facts, PARAMETERS)
    if given.get("count", "") not in ("", "true", "1"):
        raise BadParameter(_("“count” takes no value: rows are always counted."), parameter="count")
    measures = [
        (function, field) for function in FUNCTIONS for field in _fields(given, function, facts) if field
    ]
    for function, field in measures:
        _check(function, field)
    if len(measures) > MOST_MEASURES:
        raise BadParameter(_("At most %(most)s sums and averages at once.") % {"most": MOST_MEASURES})
    keys = _fields(given, "group_by", facts)
    if len(keys) > MOST_KEYS:
        raise BadParameter(
            _("“group_by” takes up to %(most)s properties.") % {"most": MOST_KEYS}, parameter="group_by"
        )
    limit = limit_of(given.get("limit"), DEFAULT_GROUPS)
    return Question(query_of(given, facts), keys, tuple(measures), limit, flag_of(given, "bom"))


def groups_of(question: Question) -> tuple[list[Group], bool]:
    """The groups, the largest first, and whether there are more than the limit."""
    keys = [column(field.name) for field in question.keys]
    measures = [
        sql.SQL("{}({})").format(sql.SQL(name), column(field.name)) for name, field in question.measures
    ]
    where, parameters = question.query.conditions()
    statement = sql.SQL("SELECT {columns} FROM {rows} WHERE {where}").format(
        columns=sql.SQL(", ").join([*keys, sql.SQL("count(*)"), *measures]),
        rows=question.query.rows(),
        where=where,
    )
    if keys:
        statement += sql.SQL(" GROUP BY {0} ORDER BY count(*) DESC, {0} LIMIT %s").format(
            sql.SQL(", ").join(keys)
        )
        parameters.append(question.limit + 1)
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), parameters)
        rows = cursor.fetchall()
    split = len(keys)
    found = [Group(row[:split], row[split], row[split + 1 :]) for row in rows[: question.limit]]
    return found, len(rows) > question.limit


def as_json(question: Question, group: Group) -> dict[str, Any]:
    """A group as an object: `{"key": {"species": "…"}, "count": 3, "avg": {"height": 7.5}}`."""
    made: dict[str, Any] = {}
    if question.keys:
        made["key"] = {
            field.name: plain(value) for field, value in zip(question.keys, group.key, strict=True)
        }
    made["count"] = group.count
    for (function, field), value in zip(question.measures, group.values, strict=True):
        made.setdefault(function, {})[field.name] = plain(value)
    return made


def header_of(question: Question) -> list[str]:
    """Names of the columns of a table: keys, count, then `avg_height`."""
    measures = [f"{function}_{field.name}" for function, field in question.measures]
    return [*(field.name for field in question.keys), "count", *measures]


def cells_of(group: Group) -> list[Any]:
    """A group as a line of that table."""
    return [plain(value) for value in (*group.key, group.count, *group.values)]


def plain(value: Any) -> Any:
    """A value as JSON has it."""
    if isinstance(value, Decimal):
        return int(value) if value == value.to_integral_value() else float(value)
    if isinstance(value, float) and value.is_integer():
        return int(value)
    if isinstance(value, datetime):
        return value.astimezone(UTC).isoformat().replace("+00:00", "Z")
    return value.isoformat() if isinstance(value, date) else value


def _fields(given: Mapping[str, str], parameter: str, facts: Facts) -> tuple[Field, ...]:
    known, found = facts.by_name, []
    for name in dict.fromkeys(given.get(parameter, "").split(",")):
        if not name:
            continue
        if name not in known:
            raise BadParameter(
                _("“%(parameter)s” names “%(name)s”, which the collection does not have.")
                % {"parameter": parameter, "name": name},
                parameter=parameter,
            )
        found.append(known[name])
    return tuple(found)


def _check(function: str, field: Field) -> None:
    allowed: Sequence[FieldType] | frozenset[FieldType] = ORDERED if function in ("min", "max") else NUMBERS
    if field.type not in allowed:
        raise BadParameter(
            _("“%(function)s” cannot be taken of “%(name)s”, which is of the type “%(type)s”.")
            % {"function": function, "name": field.name, "type": TYPE_TITLES[field.type]},
            parameter=function,
        )
