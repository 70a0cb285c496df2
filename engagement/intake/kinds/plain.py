"""Short and long text, number, date, yes or no, one of, many of, e-mail."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format, number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.theme.forms import DayMonthYearInput
from engagement.intake.definition.model import Question, text_in
from engagement.intake.kinds.base import Answer, Asking, Kind, kinds

SHORT = 200
LONG = 5_000


class ShortText(Kind):
    """A line of text. Settings: `most` letters, `pattern`."""

    name, title, icon = "short_text", gettext_lazy("Short text"), "pilcrow"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return forms.CharField(
            max_length=question.settings.get("most") or SHORT, **self.arguments(question, asking)
        )

    def sample(self, question: Question, language: str) -> Answer:
        return _("An answer")


class LongText(ShortText):
    """Several lines. Settings: `most` letters."""

    name, title, icon = "long_text", gettext_lazy("Long text"), "pilcrow"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return forms.CharField(
            max_length=question.settings.get("most") or LONG,
            widget=forms.Textarea(attrs={"rows": 5}),
            **self.arguments(question, asking),
        )


class Number(Kind):
    """A number with a comma or a point. Settings: `least`, `most`, `decimals`, `unit` by language."""

    name, title, icon = "number", gettext_lazy("Number"), "order"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        settings = question.settings
        return forms.DecimalField(
            min_value=_decimal(settings.get("least")),
            max_value=_decimal(settings.get("most")),
            max_digits=15,
            decimal_places=settings.get("decimals", 0),
            localize=True,
            widget=forms.TextInput(attrs={"inputmode": "decimal", "class": "govuk-input--width-10"}),
            **self.arguments(question, asking),
        )

    def initial(self, question: Question, answer: Answer) -> Any:
        return None if answer is None else Decimal(str(answer))

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return None if cleaned is None else str(cleaned)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            number = number_format(Decimal(str(answer)))
        return f"{number} {text_in(question.settings.get('unit') or {}, language)}".strip()

    def sample(self, question: Question, language: str) -> Answer:
        return str(question.settings.get("least") or 1)


class Day(Kind):
    """A date, typed as day, month and year."""

    name, title, icon = "date", gettext_lazy("Date"), "date"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return forms.DateField(
            widget=DayMonthYearInput(), input_formats=["%Y-%m-%d"], **self.arguments(question, asking)
        )

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return cleaned.isoformat() if cleaned else None

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            return date_format(date.fromisoformat(answer), "j E Y")

    def sample(self, question: Question, language: str) -> Answer:
        return "1990-05-21"


class YesNo(Kind):
    """Yes or no, neither chosen beforehand."""

    name, title, icon = "yes_no", gettext_lazy("Yes or no"), "check"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return forms.TypedChoiceField(
            choices=[("yes", _("Yes")), ("no", _("No"))],
            widget=forms.RadioSelect,
            coerce=lambda value: value == "yes",
            empty_value=None,
            **self.arguments(question, asking),
        )

    def initial(self, question: Question, answer: Answer) -> Any:
        return None if answer is None else "yes" if answer is True else "no"

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return cleaned

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            return _("Yes") if answer else _("No")

    def sample(self, question: Question, language: str) -> Answer:
        return True


class OneOf(Kind):
    """One of the choices; a select box where there are many."""

    name, title, icon = "one_of", gettext_lazy("One of several"), "radio-full"
    has_choices = True
    most_radios = 8

    def field(self, question: Question, asking: Asking) -> forms.Field:
        offered = [(choice.id, text_in(choice.label, asking.language)) for choice in question.choices]
        if len(offered) <= self.most_radios:
            return forms.ChoiceField(
                choices=offered, widget=forms.RadioSelect, **self.arguments(question, asking)
            )
        return forms.ChoiceField(
            choices=[("", _("Please choose")), *offered], **self.arguments(question, asking)
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return next(
            (text_in(choice.label, language) for choice in question.choices if choice.id == answer), ""
        )

    def problems(self, question: Question) -> list[str]:
        return [] if len(question.choices) > 1 else [_("It offers fewer than two answers.")]

    def sample(self, question: Question, language: str) -> Answer:
        return question.choices[0].id if question.choices else None


class ManyOf(OneOf):
    """Any number of the choices. Settings: `least`, `most`."""

    name, title, icon = "many_of", gettext_lazy("Several of several"), "list-ul"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        offered = [(choice.id, text_in(choice.label, asking.language)) for choice in question.choices]
        return forms.MultipleChoiceField(
            choices=offered, widget=forms.CheckboxSelectMultiple, **self.arguments(question, asking)
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        chosen = [text_in(choice.label, language) for choice in question.choices if choice.id in set(answer)]
        return ", ".join(chosen)

    def sample(self, question: Question, language: str) -> Answer:
        return [choice.id for choice in question.choices[:1]]


class Email(Kind):
    """An e-mail address."""

    name, title, icon = "email", gettext_lazy("E-mail address"), "mail"

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return forms.EmailField(
            max_length=254,
            widget=forms.EmailInput(attrs={"autocomplete": "email", "spellcheck": "false"}),
            **self.arguments(question, asking),
        )

    def sample(self, question: Question, language: str) -> Answer:
        return "maria@example.org"


def _decimal(value: Any) -> Decimal | None:
    return None if value in (None, "") else Decimal(str(value))


def register() -> None:
    """Called once, while the apps start."""
    for kind in (ShortText(), LongText(), Number(), Day(), YesNo(), OneOf(), ManyOf(), Email()):
        kinds.add(kind.name, kind)
