"""A list from a column of a dataset: what stands there now can be chosen."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.cache import cache
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from psycopg import sql

from cms.kit.folding import fold
from cms.kit.texts import in_language
from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.feature import column_missing
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.widgets import SuggestingInput
from engagement.intake.kinds.writing import cleaned_text, one_line
from opendata.tables.models import Collection
from opendata.tables.querysets import RowQuery

MOST_VALUES = 2_000
MOST_SELECT = 60
LONGEST = 300
REMEMBER_SECONDS = 24 * 3600


@dataclass(frozen=True)
class Values:
    """What can be chosen: the stored value with what people read."""

    offered: tuple[tuple[str, str], ...] = ()

    def match(self, text: str) -> str | None:
        """The value that was meant: by itself, by its title, whatever its accents and capitals."""
        wanted = fold(text)
        for value, title in self.offered:
            if text == value or wanted in (fold(value), fold(title)):
                return value
        return None


def values_of(name: str, column: str, language: str) -> Values:
    """Different values of a column, in order; remembered as long as the collection stays as it is. One query."""
    collection = Collection.objects.published().named(name).select_related("dataset").first()
    field = next((each for each in collection.columns if each.name == column), None) if collection else None
    if collection is None or field is None:
        return Values()
    key = f"column-values:{collection.pk}:{collection.revision}:{column}"
    found: list[str] | None = cache.get(key)
    if found is None:
        found = _distinct(name, column)
        cache.set(key, found, REMEMBER_SECONDS)
    titled = [(value, in_language(field.codes.get(value), language) or value) for value in found]
    return Values(tuple(sorted(titled, key=lambda pair: fold(pair[1]))))


def _distinct(name: str, column: str) -> list[str]:
    text, parameters = RowQuery(name).select(sql.SQL("{} AS value").format(sql.Identifier(column)))
    statement = sql.SQL(
        "SELECT DISTINCT value::text FROM ({rows}) AS rows WHERE value IS NOT NULL LIMIT {most}"
    ).format(rows=sql.SQL(text), most=sql.Literal(MOST_VALUES))
    with connection.cursor() as cursor:
        cursor.execute(statement.as_string(None), parameters)
        return [value for (value,) in cursor.fetchall() if value.strip() and len(value) <= LONGEST]


class ColumnField(forms.Field):
    """One of the values; typed words are matched to them."""

    def __init__(self, *, values: Values, **options: Any) -> None:
        self.values = values
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = one_line(cleaned_text(str(value or "")))
        if not text:
            return ""
        match = self.values.match(text) if len(text) <= LONGEST else None
        if match is None:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        return match

    def prepare_value(self, value: Any) -> Any:
        if isinstance(self.widget, forms.Select):
            return value
        return dict(self.values.offered).get(value, value) if isinstance(value, str) else value


class DatasetChoice(Kind):
    """One value of a dataset's column: a select box, or an input with suggestions where there are many."""

    name, title, icon = "dataset_choice", gettext_lazy("From a dataset"), "table"
    privacy = Privacy.OPEN
    settings = (
        Setting("collection", SettingType.COLLECTION, gettext_lazy("Register or dataset"), required=True),
        Setting("column", SettingType.TEXT, gettext_lazy("Column"), required=True),
    )

    def values(self, question: Question, language: str) -> Values:
        """What can be chosen."""
        settings = question.settings
        return values_of(str(settings.get("collection") or ""), str(settings.get("column") or ""), language)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        values = self.values(question, asking.language)
        if len(values.offered) <= MOST_SELECT:
            widget: forms.Widget = forms.Select(choices=[("", _("Please choose")), *values.offered])
        else:
            widget = SuggestingInput(suggestions=[title for _value, title in values.offered])
        wrong = _("This is not in the list. Choose one of the suggestions.")
        return ColumnField(
            values=values,
            widget=widget,
            **self.arguments(question, asking, missing=_("Choose one of the list."), wrong=wrong),
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return dict(self.values(question, language).offered).get(answer, str(answer))

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        name = str(question.settings.get("collection") or "")
        collection = Collection.objects.published().named(name).first()
        if collection is None:
            found.append(_("The dataset of this question is not published."))
        elif column_missing(collection, question.settings.get("column")):
            found.append(_("The dataset has no such column."))
        elif not self.values(question, "el").offered:
            found.append(_("The column has no values to choose from."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        offered = self.values(question, language).offered
        return offered[0][0] if offered else None
