"""Comparisons by parameter, such as `girth__gte=50`: generated from the schema, checked by django-filter.

Equality, `girth=50`, needs none of this. Only the comparisons that a request names are made into a
FilterSet: a form of all of them would cost more than the query.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import django_filters
from django import forms
from django.utils.translation import gettext as _
from psycopg import sql

from cms.kit.api.errors import BadParameter
from opendata.features.asking.searching import contains
from opendata.features.cql2.expressions import Condition
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts
from opendata.tables.shelf.columns import INDEXED_START, start_of
from opendata.tables.shelf.names import column

ORDERED = {"gt": ">", "gte": ">=", "lt": "<", "lte": "<="}
NUMERIC = (*ORDERED, "in", "isnull")
LOOKUPS: dict[FieldType, tuple[str, ...]] = {
    FieldType.TEXT: ("contains", "startswith", "in", "isnull"),
    FieldType.INTEGER: NUMERIC,
    FieldType.NUMBER: NUMERIC,
    FieldType.BOOLEAN: ("isnull",),
    FieldType.DATE: NUMERIC,
    FieldType.DATETIME: NUMERIC,
}
MOST_VALUES = 1_000
# Weighs more than every letter (UTS 35, collation of U+FFFF), so that a text and what begins with it lie between.
LAST_LETTER = "\uffff"


class WholeNumber(forms.IntegerField):
    """A whole number that PostgreSQL's bigint holds."""

    def __init__(self, **options: Any) -> None:
        super().__init__(min_value=-(2**63), max_value=2**63 - 1, **options)


class ExactText(forms.CharField):
    """A text with its spaces."""

    def __init__(self, **options: Any) -> None:
        super().__init__(strip=False, max_length=1_000, **options)


class IsoDate(forms.DateField):
    """A day as ISO 8601 writes it, whatever the language."""

    def __init__(self, **options: Any) -> None:
        super().__init__(input_formats=["%Y-%m-%d"], **options)


FORM_FIELDS: dict[FieldType, type[forms.Field]] = {
    FieldType.TEXT: ExactText,
    FieldType.INTEGER: WholeNumber,
    FieldType.NUMBER: forms.FloatField,
    FieldType.DATE: IsoDate,
    FieldType.DATETIME: django_filters.fields.IsoDateTimeField,
}
ONE: dict[FieldType, type[django_filters.Filter]] = {
    kind: type(f"{form.__name__}Filter", (django_filters.Filter,), {"field_class": form})
    for kind, form in FORM_FIELDS.items()
}
ONE_OF: dict[FieldType, type[django_filters.Filter]] = {
    kind: type(f"Many{one.__name__}", (django_filters.BaseInFilter, one), {}) for kind, one in ONE.items()
}


class NoQuerySet:
    """Stands where a FilterSet expects its queryset: only its form is used, the rows are no Django model."""

    model = None


def lookups_of(fields: Sequence[Field], taken: Mapping[str, Any]) -> dict[str, tuple[Field, str]]:
    """Every comparison by its parameter's name; a field that is called so goes first."""
    return {
        f"{field.name}__{lookup}": (field, lookup)
        for field in fields
        for lookup in LOOKUPS[field.type]
        if f"{field.name}__{lookup}" not in taken
    }


def lookup_named(name: str, fields: Mapping[str, Field]) -> tuple[Field, str] | None:
    """The comparison that a parameter's name means, None for any other name."""
    start, separator, lookup = name.rpartition("__")
    field = fields.get(start) if separator and name not in fields else None
    return (field, lookup) if field is not None and lookup in LOOKUPS[field.type] else None


def conditions_of(
    given: Mapping[str, str], known: Mapping[str, tuple[Field, str]], facts: Facts
) -> list[Condition]:
    """The conditions of the comparisons that a request names; BadParameter for the first bad value."""
    asked = tuple((name, *known[name]) for name in given if name in known)
    if not asked:
        return []
    filters = _filter_set(tuple((name, field.type, lookup) for name, field, lookup in asked))
    found = filters(data=dict(given), queryset=NoQuerySet())
    if not found.is_valid():
        name, errors = next(iter(found.errors.items()))
        raise BadParameter(
            _("“%(name)s”: %(reason)s") % {"name": name, "reason": " ".join(errors)}, parameter=name
        )
    values = found.form.cleaned_data
    return [_condition(field, lookup, values[name], facts) for name, field, lookup in asked]


@lru_cache(maxsize=512)
def _filter_set(asked: tuple[tuple[str, FieldType, str], ...]) -> type[django_filters.FilterSet]:
    """A FilterSet of so many comparisons; kept, because programs ask the same again."""
    return type(
        "AskedFilterSet",
        (django_filters.FilterSet,),
        {name: _filter(name, kind, lookup) for name, kind, lookup in asked},
    )


def _filter(name: str, kind: FieldType, lookup: str) -> django_filters.Filter:
    if lookup == "isnull":
        return django_filters.ChoiceFilter(
            field_name=name, label=name, choices=[("true", "true"), ("false", "false")], required=True
        )
    made = ONE_OF[kind] if lookup == "in" else ONE[kind]
    return made(field_name=name, label=name, lookup_expr="exact", required=True)


def _condition(field: Field, lookup: str, value: Any, facts: Facts) -> Condition:
    name = column(field.name)
    if lookup in ORDERED:
        return sql.SQL("({} {} %s)").format(name, sql.SQL(ORDERED[lookup])), [value]
    if lookup == "isnull":
        return sql.SQL("({} IS NULL)" if value == "true" else "({} IS NOT NULL)").format(name), []
    if lookup == "in":
        return _one_of(field, list(value))
    if lookup == "contains":
        return contains(field, value, facts)
    # In the form that the field's index serves, then exactly.
    start = value[:INDEXED_START]
    between = sql.SQL("({0} >= %s AND {0} <= %s AND starts_with({1}, %s))").format(start_of(field), name)
    return between, [start, start + LAST_LETTER, value]


def _one_of(field: Field, values: list[Any]) -> Condition:
    if len(values) > MOST_VALUES or any(value is None or value == "" for value in values):
        raise BadParameter(
            _("“%(name)s” takes up to %(most)s values with commas between.")
            % {"name": f"{field.name}__in", "most": MOST_VALUES},
            parameter=f"{field.name}__in",
        )
    name = column(field.name)
    if field.type is not FieldType.TEXT:
        return sql.SQL("({} = ANY(%s))").format(name), [values]
    starts = [value[:INDEXED_START] for value in values]
    code = sql.SQL("({} = ANY(%s) AND {} = ANY(%s))").format(start_of(field), name)
    return code, [starts, values]
