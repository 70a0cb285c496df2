"""Where the rows that meet some conditions stand as a list: on the dataset's page, else where the open API shows them.

The page's form has inputs for a few comparisons; what it cannot ask is asked in CQL2.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db import connection
from django.urls import reverse
from psycopg import sql

from opendata.catalog.choices import Comparison
from opendata.catalog.questions import LATEST_YEAR, Condition
from opendata.tables.browsing.forms import inputs_of
from opendata.tables.browsing.numbers import lasting_number
from opendata.tables.contract import Field, FieldType
from opendata.tables.narrowing import DATES, NUMBERS, days_meant
from opendata.tables.reading import Facts
from opendata.tables.shelf.names import column, table

SIGNS = {Comparison.IS: "=", Comparison.IS_NOT: "<>", Comparison.FROM: ">=", Comparison.UNTIL: "<="}
OF_THE_FORM = {Comparison.CONTAINS: "__contains", Comparison.FROM: "__gte", Comparison.UNTIL: "__lte"}


def list_address(name: str, conditions: Sequence[Condition], facts: Facts | None) -> str:
    """Without conditions, or without such a collection: the rows on the dataset's page."""
    page = reverse("opendata_catalog:dataset", args=[name])
    if facts is None or not conditions:
        return f"{page}#rows"
    known = facts.by_name
    wanted = [_without_latest_year(facts, one) for one in conditions if one.column in known]
    asked = _of_the_form(facts, wanted)
    if asked is not None:
        return f"{page}?{urlencode(asked)}#rows"
    query = urlencode({"f": "html", "filter": _in_cql2(wanted, known)})
    return f"/api/v1/collections/{name}/items?{query}"


def _without_latest_year(facts: Facts, condition: Condition) -> Condition:
    """The year itself in the place of the word for it."""
    if condition.value != LATEST_YEAR or facts.by_name[condition.column].type not in DATES:
        return condition
    statement = sql.SQL("SELECT extract(year FROM max({}))::int FROM {}").format(
        column(condition.column), table(facts.name)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None))
        year = cursor.fetchone()[0]
    return replace(condition, value=f"{year or 1:04d}")


def _of_the_form(facts: Facts, conditions: Sequence[Condition]) -> list[tuple[str, str]] | None:
    """Names and values of the inputs of the page's form; None where it has none for one of the conditions."""
    inputs = {name for field in facts.fields for name, *_rest in inputs_of(field)}
    asked: dict[str, str] = {}
    for condition in conditions:
        for name, value in _inputs(facts.by_name[condition.column], condition):
            if name not in inputs or name in asked:
                return None
            asked[name] = value
    return list(asked.items())


def _inputs(field: Field, condition: Condition) -> list[tuple[str, str]]:
    comparison, value, name = Comparison(condition.comparison), condition.value, field.name
    if field.type in DATES:
        return _inputs_of_days(name, comparison, value)
    if field.type in NUMBERS:
        value = lasting_number(value)
    if comparison in OF_THE_FORM:
        return [(f"{name}{OF_THE_FORM[comparison]}", value)]
    if comparison is Comparison.IS and field.type in NUMBERS:
        return [(f"{name}__gte", value), (f"{name}__lte", value)]
    if comparison is Comparison.IS and (field.codes or field.type is FieldType.BOOLEAN):
        return [(name, value)]
    # A name that no input has.
    return [("", "")]


def _inputs_of_days(name: str, comparison: Comparison, value: str) -> list[tuple[str, str]]:
    if comparison not in (Comparison.IS, Comparison.FROM, Comparison.UNTIL):
        return [("", "")]
    first, behind = days_meant(value)
    last = behind - timedelta(days=1)
    edges = {f"{name}__gte": first, f"{name}__lte": last}
    if comparison is Comparison.FROM:
        edges.pop(f"{name}__lte")
    if comparison is Comparison.UNTIL:
        edges.pop(f"{name}__gte")
    return [(edge, day.isoformat()) for edge, day in edges.items()]


def _in_cql2(conditions: Sequence[Condition], known: dict[str, Field]) -> str:
    """The same as a formula: alternatives for one column in brackets, everything else joined by AND."""
    same: dict[str, list[str]] = {}
    others = []
    for condition in conditions:
        text = _formula(known[condition.column], condition)
        if condition.comparison == Comparison.IS:
            same.setdefault(condition.column, []).append(text)
        else:
            others.append(text)
    either = [f"({' OR '.join(texts)})" if len(texts) > 1 else texts[0] for texts in same.values()]
    return " AND ".join([*either, *others])


def _formula(field: Field, condition: Condition) -> str:
    comparison, value, name = Comparison(condition.comparison), condition.value, f'"{field.name}"'
    if not comparison.needs_value:
        return f"{name} IS {'NOT ' if comparison is Comparison.FILLED else ''}NULL"
    if field.type in DATES:
        return _formula_of_days(field, name, comparison, value)
    if comparison is Comparison.CONTAINS:
        pattern = value.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_").replace("'", "''")
        return f"CASEI(ACCENTI({name})) LIKE CASEI(ACCENTI('%{pattern}%'))"
    written = value if field.type in (*NUMBERS, FieldType.BOOLEAN) else "'" + value.replace("'", "''") + "'"
    if comparison is Comparison.IS_NOT:
        return f"({name} <> {written} OR {name} IS NULL)"
    return f"{name} {SIGNS[comparison]} {written}"


def _formula_of_days(field: Field, name: str, comparison: Comparison, value: str) -> str:
    first, behind = days_meant(value)

    def edge(day: date) -> str:
        text = day.isoformat()
        return f"DATE('{text}')" if field.type is FieldType.DATE else f"TIMESTAMP('{text}T00:00:00Z')"

    if comparison is Comparison.FROM:
        return f"{name} >= {edge(first)}"
    if comparison is Comparison.UNTIL:
        return f"{name} < {edge(behind)}"
    within = f"({name} >= {edge(first)} AND {name} < {edge(behind)})"
    return within if comparison is Comparison.IS else f"(NOT {within} OR {name} IS NULL)"
