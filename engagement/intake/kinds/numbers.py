"""Numbers and amounts of money."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from engagement.intake.definition.model import Question, text_in
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.figures import NotANumber, decimal_of, plain, read_number
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.widgets import AffixedInput

MOST_DECIMALS = 6


class NumberField(forms.Field):
    """A number with limits; `language` decides what a lone comma means where it can mean two things."""

    def __init__(
        self,
        *,
        language: str,
        decimals: int,
        least: Decimal | None,
        most: Decimal | None,
        suffix: str = "",
        **options: Any,
    ) -> None:
        self.language, self.decimals, self.least, self.most, self.suffix = (
            language,
            decimals,
            least,
            most,
            suffix,
        )
        super().__init__(**options)

    def to_python(self, value: Any) -> Decimal | None:
        if isinstance(value, Decimal):
            return value
        if value in self.empty_values:
            return None
        text = str(value).strip().removesuffix(self.suffix).removeprefix(self.suffix)
        if not text.strip():
            return None
        try:
            return read_number(text, decimals=self.decimals, language=self.language)
        except NotANumber as problem:
            raise ValidationError(self.error_messages["invalid"], code="invalid") from problem

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value is None:
            return
        if value != round(value, self.decimals):
            raise ValidationError(self._too_fine(), code="decimals")
        if self.least is not None and value < self.least:
            raise ValidationError(
                _("Give a number that is not less than %(least)s.") % {"least": self._words(self.least)},
                code="min_value",
            )
        if self.most is not None and value > self.most:
            raise ValidationError(
                _("Give a number that is not more than %(most)s.") % {"most": self._words(self.most)},
                code="max_value",
            )

    def prepare_value(self, value: Any) -> Any:
        return self._words(value, grouped=False) if isinstance(value, Decimal) else value

    def _too_fine(self) -> str:
        if not self.decimals:
            return _("Give a whole number, without decimals.")
        return ngettext(
            "Give at most %(count)s digit after the decimal mark.",
            "Give at most %(count)s digits after the decimal mark.",
            self.decimals,
        ) % {"count": self.decimals}

    def _words(self, number: Decimal, *, grouped: bool = True) -> str:
        with override(self.language):
            return number_format(number, use_l10n=True, force_grouping=grouped)


class Number(Kind):
    """A number with a comma or a point."""

    name, title, icon = "number", gettext_lazy("Number"), "order"
    settings: tuple[Setting, ...] = (
        Setting("least", SettingType.NUMBER, gettext_lazy("Least")),
        Setting("most", SettingType.NUMBER, gettext_lazy("Most")),
        Setting("decimals", SettingType.INTEGER, gettext_lazy("Digits after the decimal mark"), default=0),
        Setting("unit", SettingType.TEXTS, gettext_lazy("Unit")),
    )

    def decimals(self, question: Question) -> int:
        """How many digits may follow the mark."""
        return min(max(question.settings.get("decimals") or 0, 0), MOST_DECIMALS)

    def unit(self, question: Question, language: str) -> str:
        """What stands behind the number."""
        return text_in(question.settings.get("unit") or {}, language)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        decimals, unit = self.decimals(question), self.unit(question, asking.language)
        most = decimal_of(question.settings.get("most"))
        width = 5 if most is not None and most < 10_000 and not decimals else 10
        return NumberField(
            language=asking.language,
            decimals=decimals,
            least=decimal_of(question.settings.get("least")),
            most=most if most is not None else Decimal(10) ** 12,
            suffix=unit,
            widget=AffixedInput(
                suffix=unit,
                attrs={
                    "inputmode": "decimal" if decimals else "numeric",
                    "class": f"govuk-input--width-{width}",
                    "autocomplete": "off",
                    "spellcheck": "false",
                },
            ),
            **self.arguments(
                question,
                asking,
                missing=self.missing(question),
                wrong=self.wrong(question),
            ),
        )

    def missing(self, question: Question) -> str:
        """Said where nothing was typed."""
        return _("Give a number.")

    def wrong(self, question: Question) -> str:
        """Said of what is no number."""
        return (
            _("Give a number in digits, such as 12.5.")
            if self.decimals(question)
            else _("Give a number in digits.")
        )

    def initial(self, question: Question, answer: Answer) -> Any:
        return decimal_of(answer)

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        number = decimal_of(answer) if type(answer) is str and len(answer) < 40 else None
        return number is not None and answer == self.answer(question, number)

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return None if cleaned is None else plain(cleaned)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            number = number_format(Decimal(str(answer)), use_l10n=True, force_grouping=True)
        return f"{number} {self.unit(question, language)}".strip()

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        least, most = decimal_of(question.settings.get("least")), decimal_of(question.settings.get("most"))
        if least is not None and most is not None and least > most:
            found.append(_("The least is more than the most."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        return self.answer(question, decimal_of(question.settings.get("least")) or Decimal(1))


class Money(Number):
    """An amount in euros, exact to the cent."""

    name, title, icon = "money", gettext_lazy("Amount of money"), "decimal"
    settings = (
        Setting("least", SettingType.NUMBER, gettext_lazy("Least")),
        Setting("most", SettingType.NUMBER, gettext_lazy("Most")),
    )

    def decimals(self, question: Question) -> int:
        return 2

    def unit(self, question: Question, language: str) -> str:
        return "€"

    def missing(self, question: Question) -> str:
        return _("Give an amount in euros.")

    def wrong(self, question: Question) -> str:
        return _("Give an amount in euros, such as 12.50.")

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return None if cleaned is None else plain(cleaned, 2)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            number = number_format(Decimal(str(answer)), 2, use_l10n=True, force_grouping=True)
        return f"€{number}" if language == "en" else f"{number} €"
