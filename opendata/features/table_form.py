"""Filters over the table of a collection's page: a plain form that asks the same address."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from opendata.features.parameters import parameter_fields
from opendata.tables.contract import Field, FieldType
from opendata.tables.reading import Facts

# More filters than this hide the table.
MOST_FILTERS = 12
INPUT_TYPES = {FieldType.DATE: "date", FieldType.INTEGER: "number", FieldType.NUMBER: "number"}


@dataclass(frozen=True)
class Filter:
    """One input. `options`: values with their words, for a choice."""

    name: str
    label: str
    value: str
    kind: str
    options: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True)
class TableForm:
    """The inputs, and the parameters that stay as they are."""

    filters: tuple[Filter, ...]
    kept: tuple[tuple[str, str], ...]
    is_filled: bool


def table_form(request: HttpRequest, facts: Facts) -> TableForm:
    """Words to search for, then a filter for each of the first columns that can have one."""
    given: dict[str, str] = request.GET.dict()
    filters = [Filter("q", _("Words"), given.get("q", ""), "search")]
    filters += [made for field in parameter_fields(facts) for made in _filters(field, given)][:MOST_FILTERS]
    names = {entry.name for entry in filters}
    # A new question begins at its first page.
    kept = [(name, value) for name, value in given.items() if name not in names and name != "after"]
    if "f" not in given:
        kept.append(("f", "html"))
    filled = any(entry.value for entry in filters)
    return TableForm(tuple(filters), tuple(kept), filled)


def _filters(field: Field, given: dict[str, str]) -> list[Filter]:
    title = field.title
    label = f"{title} ({field.unit})" if field.unit else title

    def one(name: str, words: str, kind: str, options: tuple[tuple[str, str], ...] = ()) -> Filter:
        return Filter(name, words, given.get(name, ""), kind, options)

    if field.codes:
        words = tuple((code, in_language(titles) or code) for code, titles in field.codes.items())
        return [one(field.name, label, "choice", words)]
    if field.type is FieldType.BOOLEAN:
        return [one(field.name, label, "choice", (("true", _("yes")), ("false", _("no"))))]
    if field.type is FieldType.TEXT:
        return [one(f"{field.name}__contains", label, "text")]
    if field.type in INPUT_TYPES:
        kind = INPUT_TYPES[field.type]
        return [
            one(f"{field.name}__gte", _("%(name)s, from") % {"name": label}, kind),
            one(f"{field.name}__lte", _("%(name)s, to") % {"name": label}, kind),
        ]
    return []
