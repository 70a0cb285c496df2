"""Filters over the columns of a collection, as a form made of its fields. Names mean what they mean in the open API."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from cms.theme.forms import FilterForm
from opendata.tables.contract import Field, FieldType

# More columns than this with a filter hide the table; the open API takes all of them.
MOST_FILTERED = 8
LONGEST_TEXT = 100
BIGINT = 2**63
# Parameters of the page's own; a column of such a name has no filter here.
OWN = (
    "q",
    "page",
    "all",
    "view",
    "fresh",
    "f",
    "limit",
    "after",
    "revision",
    "filter",
    "bbox",
    "crs",
    "sortby",
)
NUMBERS = (FieldType.INTEGER, FieldType.NUMBER)


@dataclass(frozen=True)
class Asks:
    """What an input asks of a column: `equals`, `contains`, `from` or `until`."""

    field: Field
    how: str


class SafeText(forms.CharField):
    """A short text; PostgreSQL's texts hold no NUL, which Django's own validator refuses by the field."""

    def __init__(self, **options: Any) -> None:
        super().__init__(max_length=LONGEST_TEXT, **options)


def _day() -> forms.DateField:
    return forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


def _number(field: Field) -> forms.Field:
    # A plain text input: browsers refuse the decimal comma of a page in Greek in inputs of numbers.
    widget = forms.TextInput({"inputmode": "decimal"})
    if field.type is FieldType.INTEGER:
        return forms.IntegerField(required=False, min_value=-BIGINT, max_value=BIGINT - 1, widget=widget)
    return forms.FloatField(required=False, localize=True, widget=widget)


class RowFilters(FilterForm):
    """All optional. `asks` says what each input asks."""

    def __init__(self, fields: tuple[Field, ...], query: QueryDict) -> None:
        self.asks: dict[str, Asks] = {}
        self.table_fields = fields
        super().__init__(query or None, auto_id="filter_%s")
        if any(field.type is FieldType.TEXT for field in fields):
            self.fields["q"] = SafeText(label=_("Words in any column"), required=False)
        filtered = [field for field in fields if field.name not in OWN][:MOST_FILTERED]
        for field in filtered:
            for suffix, how, label, made in _inputs(field):
                made.label = label
                self.fields[field.name + suffix] = made
                self.asks[field.name + suffix] = Asks(field, how)
        self.unfiltered = len(fields) - len(filtered)

    def clean(self) -> None:
        super().clean()
        for name, asks in self.asks.items():
            if asks.how != "until":
                continue
            first = self.cleaned_data.get(f"{asks.field.name}__gte")
            last = self.cleaned_data.get(name)
            if first is not None and last is not None and last < first:
                self.add_error(name, _("The end lies before the beginning."))

    @property
    def active(self) -> dict[str, Any]:
        """What was asked, by the names of the inputs; nothing where an input is wrong."""
        if not self.is_valid():
            return {}
        return {name: value for name, value in self.cleaned_data.items() if value not in (None, "")}


def _inputs(field: Field) -> Iterator[tuple[str, str, str, forms.Field]]:
    """Name's end, what it asks, label and input of each of a column's inputs."""
    title = field.title
    label = f"{title} ({field.unit})" if field.unit else title
    if field.type is FieldType.BOOLEAN:
        yield "", "equals", label, _choice([("true", _("yes")), ("false", _("no"))])
    elif field.codes:
        yield (
            "",
            "equals",
            label,
            _choice([(code, in_language(titles) or code) for code, titles in field.codes.items()]),
        )
    elif field.type is FieldType.TEXT:
        yield "__contains", "contains", label, SafeText(required=False)
    else:
        for suffix, how, words in (
            ("__gte", "from", _("%(name)s, from")),
            ("__lte", "until", _("%(name)s, to")),
        ):
            made = _number(field) if field.type in NUMBERS else _day()
            yield suffix, how, words % {"name": label}, made


def _choice(choices: list[tuple[str, str]]) -> forms.ChoiceField:
    return forms.ChoiceField(required=False, choices=[("", _("All")), *choices])
