"""Filters over the columns of a collection, as a form made of its fields. Names mean what they mean in the open API."""

from __future__ import annotations

from collections.abc import Container, Iterator
from dataclasses import dataclass
from typing import Any

from django import forms
from django.forms.boundfield import BoundField
from django.http import QueryDict
from django.utils.translation import gettext as _

from cms.kit.texts import in_language
from cms.theme.forms import FilterForm
from opendata.tables.browsing.numbers import lasting_number, plain_number, shown_number
from opendata.tables.browsing.offering import Offer
from opendata.tables.contract import Field, FieldType

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
# Name, what it asks, label, and the input itself.
Input = tuple[str, str, str, forms.Field]
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


class Typed(forms.Field):
    """A number with the points and commas of the page's language."""

    def to_python(self, value: Any) -> Any:
        """Of what is no number the field's own words are said."""
        plain = plain_number(str(value or ""))
        return super().to_python(value if plain is None else plain)

    def bound_data(self, data: Any, _initial: Any) -> Any:
        """An address holds plain numbers; the input shows them as the table does."""
        return shown_number(data) if isinstance(data, str) else data


class TypedWhole(Typed, forms.IntegerField):
    """A whole number."""


class TypedDecimal(Typed, forms.FloatField):
    """A number that may have a fraction."""


def _day() -> forms.DateField:
    return forms.DateField(
        required=False, input_formats=["%Y-%m-%d"], widget=forms.DateInput({"type": "date"}, "%Y-%m-%d")
    )


def _number(field: Field) -> forms.Field:
    # A plain text input: browsers refuse the decimal comma of a page in Greek in inputs of numbers.
    widget = forms.TextInput({"inputmode": "decimal"})
    if field.type is FieldType.INTEGER:
        return TypedWhole(required=False, min_value=-BIGINT, max_value=BIGINT - 1, widget=widget)
    return TypedDecimal(required=False, widget=widget)


class RowFilters(FilterForm):
    """All optional. `asks` says what each input asks."""

    def __init__(self, fields: tuple[Field, ...], query: QueryDict, offer: Offer) -> None:
        self.asks: dict[str, Asks] = {}
        self.table_fields = fields
        self.query = query
        super().__init__(query or None, auto_id="filter_%s")
        if any(field.type is FieldType.TEXT for field in fields):
            self.fields["q"] = SafeText(label=_("Words in any column"), required=False)
        self.offer = offer
        offered = {field.name for field in (*offer.main, *offer.more)}
        for field in fields:
            # What is asked is answered, offered or not: links lead here from elsewhere.
            for name, how, label, made in self._inputs_for(field, named=field.name in offered):
                made.label = label
                self.fields[name] = made
                self.asks[name] = Asks(field, how)
        self.unfiltered = offer.left

    def _inputs_for(self, field: Field, *, named: bool) -> list[Input]:
        present = self.offer.present.get(field.name)
        had = None if present is None else {*present, self.query.get(field.name, "")}
        inputs = list(inputs_of(field, had))
        return inputs if named or any(name in self.query for name, *_rest in inputs) else []

    @property
    def main(self) -> list[BoundField]:
        """The inputs that stand there at once: words, the columns that matter most, and whatever is asked."""
        return [one for one in self if not self._is_more(one.name)]

    @property
    def more(self) -> list[BoundField]:
        """The inputs behind a press."""
        return [one for one in self if self._is_more(one.name)]

    def _is_more(self, name: str) -> bool:
        if name not in self.asks or self.asks[name].field not in self.offer.more:
            return False
        # Both ends of a range stand together.
        column = self.asks[name].field
        return not any(self.query.get(other) for other, asks in self.asks.items() if asks.field is column)

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

    @property
    def lasting_query(self) -> str:
        """The query string with its numbers as every language reads them; empty where they are written so already."""
        if not self.is_valid():
            return ""
        lasting = self.query.copy()
        for name, asks in self.asks.items():
            plain = plain_number(self.query.get(name, "")) if asks.field.type in NUMBERS else None
            if plain is not None:
                lasting[name] = lasting_number(plain)
        return "" if lasting == self.query else lasting.urlencode()


def inputs_of(field: Field, codes: Container[str] | None = None) -> Iterator[Input]:
    """Each of a column's inputs; none of a column that is called as something of the page's own.

    `codes`: only these of the field's may be chosen.
    """
    if field.name not in OWN:
        for suffix, how, label, made in _inputs(field, codes):
            yield field.name + suffix, how, label, made


def _inputs(field: Field, codes: Container[str] | None) -> Iterator[Input]:
    title = field.title
    label = f"{title} ({field.unit})" if field.unit else title
    if field.type is FieldType.BOOLEAN:
        yield "", "equals", label, _choice([("true", _("yes")), ("false", _("no"))])
    elif field.codes:
        had = [code for code in field.codes if codes is None or code in codes]
        yield "", "equals", label, _choice([(code, in_language(field.codes[code]) or code) for code in had])
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
