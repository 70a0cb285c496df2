"""Conditions that somebody put together from lists: understood once when they are saved, then SQL over the columns."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.folding import fold
from opendata.catalog.choices import Comparison
from opendata.catalog.errors import BadCondition
from opendata.catalog.questions import LATEST_YEAR, Condition
from opendata.tables.browsing.matching import pattern_of
from opendata.tables.browsing.numbers import lasting_number, plain_number
from opendata.tables.contract import Field, FieldType
from opendata.tables.errors import BadQuery
from opendata.tables.shelf.columns import equals
from opendata.tables.shelf.names import column, table
from opendata.tables.values import parse_value

Where = tuple[sql.Composable, tuple[Any, ...]]
NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)
DATES = (FieldType.DATE, FieldType.DATETIME)
TEXT_ONLY = (Comparison.CONTAINS,)
ORDERED_ONLY = (Comparison.FROM, Comparison.UNTIL)
LONGEST_VALUE = 200


def understood(field: Field, condition: Condition) -> Condition:
    """The condition with its value as the shelf has it. BadCondition says in words what is wrong, and where."""
    try:
        comparison = Comparison(condition.comparison)
    except ValueError as problem:
        raise BadCondition(_("Choose how the column compares."), "comparison") from problem
    if comparison in TEXT_ONLY and field.type is not FieldType.TEXT:
        raise BadCondition(_("Only a column of words can contain words."), "comparison")
    if comparison in ORDERED_ONLY and field.type not in (*NUMBERS, *DATES):
        raise BadCondition(_("Only numbers and dates have more and less."), "comparison")
    if not comparison.needs_value:
        return replace(condition, value="")
    value = " ".join(condition.value.replace("\0", "").split())
    if not value:
        raise BadCondition(_("Which value?"), "value")
    if len(value) > LONGEST_VALUE:
        raise BadCondition(_("This value is too long."), "value")
    return replace(condition, value=_value(field, comparison, value))


def _value(field: Field, comparison: Comparison, text: str) -> str:
    if field.type is FieldType.BOOLEAN:
        return _truth(text)
    if field.type in NUMBERS:
        return _number(field, text)
    if field.type in DATES:
        return _day(text)
    if field.codes and comparison is not Comparison.CONTAINS:
        return _code(field, text)
    return text


def _truth(text: str) -> str:
    folded = fold(text)
    for word, meanings in (("true", ("true", "1", "yes", "ναι")), ("false", ("false", "0", "no", "οχι"))):
        if folded in {fold(meaning) for meaning in (*meanings, _("yes") if word == "true" else _("no"))}:
            return word
    raise BadCondition(_("Write yes or no."), "value")


def _number(field: Field, text: str) -> str:
    plain = plain_number(text) or ""
    try:
        parse_value(field, plain)
    except BadQuery as problem:
        raise BadCondition(
            _("Write a whole number.") if field.type is FieldType.INTEGER else _("Write a number."), "value"
        ) from problem
    return lasting_number(plain)


def _day(text: str) -> str:
    if text == LATEST_YEAR or (text.isascii() and text.isdecimal() and len(text) == 4 and text > "0000"):
        return text
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()  # noqa: DTZ007 (a day has no zone)
        except ValueError:
            continue
    raise BadCondition(
        _("Write a day such as 31/12/2026, a year such as 2026, or %(word)s.") % {"word": LATEST_YEAR},
        "value",
    )


def _code(field: Field, text: str) -> str:
    """The code, given as itself or by its title in any language."""
    wanted = fold(text)
    for code, titles in field.codes.items():
        if wanted in {fold(code), *(fold(title) for title in titles.values())}:
            return code
    known = ", ".join(next(iter(titles.values()), code) for code, titles in field.codes.items())
    raise BadCondition(_("The column knows these values: %(values)s.") % {"values": known[:300]}, "value")


def where_of(collection: str, conditions: Iterable[Condition], known: Mapping[str, Field]) -> Where | None:
    """All conditions as one; None for no condition. BadCondition for a column or a value that there is not."""
    equal: dict[str, list[Where]] = {}
    others: list[Where] = []
    for condition in conditions:
        field = known.get(condition.column)
        if field is None:
            raise BadCondition(_("The dataset has no such column (any more)."), "column")
        # A number was understood when it was saved; whoever asks now may read another language.
        value = lasting_number(condition.value) if field.type in NUMBERS else condition.value
        made = _where(collection, field, understood(field, replace(condition, value=value)))
        if condition.comparison == Comparison.IS:
            equal.setdefault(field.name, []).append(made)
        else:
            others.append(made)
    parts = [_joined(" OR ", same) for same in equal.values()] + others
    return _joined(" AND ", parts) if parts else None


def _joined(word: str, parts: list[Where]) -> Where:
    code = sql.SQL("({})").format(sql.SQL(word).join(part for part, _values in parts))
    return code, tuple(value for _part, values in parts for value in values)


def _where(collection: str, field: Field, condition: Condition) -> Where:
    place, comparison = column(field.name), Comparison(condition.comparison)
    if comparison is Comparison.FILLED or comparison is Comparison.EMPTY:
        value = sql.SQL("nullif({}, '')").format(place) if field.type is FieldType.TEXT else place
        return sql.SQL("({} IS {} NULL)").format(
            value, sql.SQL("NOT" if comparison is Comparison.FILLED else "")
        ), ()
    if comparison is Comparison.CONTAINS:
        return sql.SQL("({} ~ %s)").format(place), (pattern_of(condition.value),)
    if field.type in DATES:
        return _when(collection, field, comparison, condition.value)
    value = parse_value(field, condition.value)
    if comparison is Comparison.IS:
        exactly = equals(field)
        return exactly, (value,) * exactly.as_string(None).count("%s")
    sign = {Comparison.IS_NOT: "IS DISTINCT FROM", Comparison.FROM: ">=", Comparison.UNTIL: "<="}[comparison]
    return sql.SQL("({} {} %s)").format(place, sql.SQL(sign)), (value,)


def _when(collection: str, field: Field, comparison: Comparison, text: str) -> Where:
    """Days and years count whole, from their beginning to their end, in the town's own time."""
    place = column(field.name)
    if text == LATEST_YEAR:
        latest = sql.SQL("(SELECT extract(year FROM max({})) FROM {})").format(place, table(collection))
        signs = {Comparison.IS: "=", Comparison.IS_NOT: "<>", Comparison.FROM: ">=", Comparison.UNTIL: "<="}
        return sql.SQL("(extract(year FROM {}) {} {})").format(place, sql.SQL(signs[comparison]), latest), ()
    first, behind = days_meant(text)
    start, end = _edge(field, first), _edge(field, behind)
    if comparison is Comparison.FROM:
        return sql.SQL("({} >= %s)").format(place), (start,)
    if comparison is Comparison.UNTIL:
        return sql.SQL("({} < %s)").format(place), (end,)
    within = sql.SQL("({0} >= %s AND {0} < %s)").format(place)
    if comparison is Comparison.IS_NOT:
        within = sql.SQL("({} IS NOT TRUE)").format(within)
    return within, (start, end)


def days_meant(text: str) -> tuple[date, date]:
    """The first day of what is meant, and the first behind it."""
    if len(text) == 4:
        year = int(text)
        return date(year, 1, 1), date(min(year + 1, date.max.year), 1, 1)
    day = date.fromisoformat(text)
    return day, day + timedelta(days=1) if day < date.max else day


def _edge(field: Field, day: date) -> date:
    if field.type is FieldType.DATE:
        return day
    return timezone.make_aware(datetime.combine(day, time.min))
