"""datastore_search: rows of a dataset by filters, words and order."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from django.db import DataError, connection
from psycopg import sql

from cms.kit.folding import folded_sql, words_of
from opendata.ckan import parameters
from opendata.ckan.errors import Invalid
from opendata.ckan.parameters import Parameters
from opendata.tables.contract import Field, FieldType
from opendata.tables.errors import BadQuery
from opendata.tables.querysets import RowQuery
from opendata.tables.reading import Facts
from opendata.tables.shelf.columns import equals
from opendata.tables.shelf.names import column
from opendata.tables.shelf.ordering import SortKey
from opendata.tables.shelf.words import seldom
from opendata.tables.values import parse_value

DEFAULT_LIMIT = 100
MAXIMUM_LIMIT = 32_000
MAXIMUM_OFFSET = 10_000_000
MOST_VALUES = 1_000
ID, GEOMETRY = "_id", "_geometry"
# Names of PostgreSQL's types, as the datastore tells them.
TYPES = {
    FieldType.TEXT: "text",
    FieldType.INTEGER: "int",
    FieldType.NUMBER: "numeric",
    FieldType.BOOLEAN: "bool",
    FieldType.DATE: "date",
    FieldType.DATETIME: "timestamp",
}
Condition = tuple[sql.Composable, list[Any]]


@dataclass(frozen=True)
class ById(SortKey):
    """The order of the row ids, which are no field."""

    @property
    def code(self) -> sql.Composable:
        return sql.SQL("rowid")


@dataclass(frozen=True)
class Question:
    """A datastore_search, understood."""

    query: RowQuery
    columns: tuple[str, ...]
    limit: int
    offset: int
    as_lists: bool
    with_total: bool


def understood(facts: Facts, given: Parameters) -> Question:
    """The question, or Invalid by the parameter's name."""
    if parameters.truth(given, "distinct", default=False):
        raise Invalid("distinct", "Distinct rows are not offered here")
    form = parameters.text(given, "records_format", "objects")
    if form not in ("objects", "lists"):
        raise Invalid("records_format", "Must be objects or lists")
    conditions = [*_filters(facts, parameters.mapping(given, "filters")), *_words(facts, given)]
    where = None
    if conditions:
        text = sql.SQL(" AND ").join(condition for condition, _values in conditions)
        where = (text, tuple(value for _condition, values in conditions for value in values))
    limit = parameters.number(given, "limit", DEFAULT_LIMIT, most=MAXIMUM_LIMIT)
    return Question(
        query=RowQuery(facts.name, limit=limit, where=where, order=_order(facts, given)),
        columns=_columns(facts, parameters.words(given, "fields")),
        limit=limit,
        offset=parameters.number(given, "offset", 0, most=MAXIMUM_OFFSET),
        as_lists=form == "lists",
        with_total=parameters.truth(given, "include_total", default=True),
    )


def answer(facts: Facts, question: Question) -> dict[str, Any]:
    """Fields and records, as datastore_search gives them."""
    records = _records(question)
    found: dict[str, Any] = {
        "fields": [described(facts, name) for name in question.columns],
        "records": records,
        "records_format": "lists" if question.as_lists else "objects",
        "limit": question.limit,
        "include_total": question.with_total,
    }
    if question.offset:
        found["offset"] = question.offset
    if question.with_total:
        found["total"] = facts.row_count if question.query.is_whole else question.query.count()
        found["total_was_estimated"] = False
    return found


def described(facts: Facts, name: str) -> dict[str, Any]:
    """A column as the data dictionary tells it."""
    if name == ID:
        return {"id": ID, "type": "int"}
    if name == GEOMETRY:
        return {"id": GEOMETRY, "type": "json"}
    field = facts.by_name[name]
    label = field.titles.get("el") or field.titles.get("en") or name
    return {"id": name, "type": TYPES[field.type], "info": {"label": label, **_info(field)}}


def _info(field: Field) -> dict[str, str]:
    return {
        **{f"label_{language}": text for language, text in field.titles.items() if text},
        **{f"notes_{language}": text for language, text in field.descriptions.items() if text},
        **({"unit": field.unit} if field.unit else {}),
    }


def _columns(facts: Facts, wanted: Sequence[str]) -> tuple[str, ...]:
    known = [ID, *(field.name for field in facts.fields), *([GEOMETRY] if facts.has_geometry else [])]
    for name in wanted:
        if name not in known:
            raise Invalid("fields", f'field "{name}" not in table')
    return tuple(dict.fromkeys(wanted)) or tuple(known)


def _filters(facts: Facts, wanted: dict[str, Any]) -> list[Condition]:
    return [_filter(facts, name, value) for name, value in wanted.items()]


def _filter(facts: Facts, name: str, value: Any) -> Condition:
    """A column has a value, or one of several."""
    values = value if isinstance(value, list) else [value]
    if len(values) > MOST_VALUES:
        raise Invalid("filters", f"More than {MOST_VALUES} values")
    field = Field("rowid", FieldType.INTEGER, {}) if name == ID else facts.by_name.get(name)
    if field is None:
        raise Invalid("filters", f'field "{name}" not in table')
    parts: list[sql.Composable] = []
    arguments: list[Any] = []
    for one in values:
        if one is None:
            parts.append(sql.SQL("{} IS NULL").format(column(field.name)))
            continue
        condition = sql.SQL("rowid = %s") if name == ID else equals(field)
        parts.append(condition)
        arguments += [_value(field, one)] * condition.as_string(None).count("%s")
    joined = sql.SQL(" OR ").join(parts) if parts else sql.SQL("FALSE")
    return sql.SQL("({})").format(joined), arguments


def _value(field: Field, value: Any) -> Any:
    if isinstance(value, dict | list):
        raise Invalid("filters", f'"{field.name}" takes a value or a list of values')
    try:
        return parse_value(field, str(value))
    except BadQuery as problem:
        raise Invalid("filters", f'"{field.name}" takes values of type {TYPES[field.type]}') from problem


def _words(facts: Facts, given: Parameters) -> list[Condition]:
    """`q`: words anywhere in a row's texts, or in one column each. Case, accents and final sigma do not count."""
    q = given.get("q")
    if isinstance(q, str) and not q.lstrip().startswith("{"):
        texts = [field for field in facts.fields if field.type is FieldType.TEXT]
        return _has_words(facts, texts, q)
    found: list[Condition] = []
    for name, words in parameters.mapping(given, "q").items():
        if name not in facts.by_name or not isinstance(words, str):
            raise Invalid("q", f'field "{name}" not in table')
        found += _has_words(facts, [facts.by_name[name]], words)
    return found


def _has_words(facts: Facts, fields: Sequence[Field], text: str) -> list[Condition]:
    words = words_of(text.replace("\x00", " "))
    if not words:
        return []
    if not fields:
        return [(sql.SQL("FALSE"), [])]
    joined = sql.SQL(" || ' ' || ").join(
        sql.SQL("coalesce({}::text, '')").format(column(field.name)) for field in fields
    )
    # The rule of folding is fixed text; its percent signs are none.
    folded = sql.SQL(folded_sql(f"({joined.as_string(None)})"))
    found: list[Condition] = [(sql.SQL("strpos({}, %s) > 0").format(folded), [word]) for word in words]
    if any(field.type is not FieldType.TEXT for field in fields):
        return found
    return [*seldom(facts.name, facts.fields, facts.row_count, words), *found]


def _order(facts: Facts, given: Parameters) -> tuple[SortKey, ...]:
    keys: list[SortKey] = []
    for part in parameters.text(given, "sort", "").split(","):
        pieces = part.split()
        if not pieces:
            continue
        name, direction = pieces[0].strip('"'), pieces[1].lower() if len(pieces) > 1 else "asc"
        if len(pieces) > 2 or direction not in ("asc", "desc"):
            raise Invalid("sort", f"cannot be understood: {part.strip()}")
        if name == ID:
            keys.append(ById(Field(ID, FieldType.INTEGER, {}), direction == "desc"))
        elif name in facts.by_name:
            keys.append(SortKey(facts.by_name[name], direction == "desc"))
        else:
            raise Invalid("sort", f'field "{name}" not in table')
    return tuple(keys)


def _records(question: Question) -> list[Any]:
    if not question.limit:
        return []
    sources = {ID: sql.SQL("rowid"), GEOMETRY: sql.SQL("ST_AsGeoJSON(geom, 7, 0)")}
    chosen = sql.SQL(", ").join(sources.get(name) or column(name) for name in question.columns)
    statement, arguments = question.query.select(chosen)
    if question.offset:
        statement, arguments = f"{statement} OFFSET %s", [*arguments, question.offset]
    try:
        with connection.cursor() as cursor:
            cursor.execute(statement, arguments)
            rows = cursor.fetchall()
    except DataError as problem:
        raise Invalid("filters", "A value cannot be compared") from problem
    lists = [[_plain(name, value) for name, value in zip(question.columns, row, strict=True)] for row in rows]
    if question.as_lists:
        return lists
    return [dict(zip(question.columns, values, strict=True)) for values in lists]


def _plain(name: str, value: Any) -> Any:
    """A value as JSON has it; moments in UTC without saying so, as CKAN's are."""
    if isinstance(value, datetime):
        return value.astimezone(UTC).replace(tzinfo=None).isoformat()
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, Decimal):
        return float(value)
    return json.loads(value) if name == GEOMETRY and value is not None else value
