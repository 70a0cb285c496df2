"""A value worked out from other answers: shown, never asked. Here because it knows kinds and expressions alike."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django.utils.formats import number_format
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question, text_in
from engagement.intake.expressions import Facts, value_of
from engagement.intake.kinds.base import Answer, Asking, Kind, kinds
from engagement.intake.kinds.figures import decimal_of, plain
from engagement.intake.kinds.settings import Setting, SettingType

FORMATS = ("number", "money", "text")


class Computed(Kind):
    """The value of an expression over earlier answers."""

    name, title, icon = "computed", gettext_lazy("Computed value"), "cogs"
    asks = False
    privacy = Privacy.OPEN
    settings = (
        Setting("expression", SettingType.EXPRESSION, gettext_lazy("What is computed"), required=True),
        Setting("format", SettingType.CHOICE, gettext_lazy("Shown as"), FORMATS, default="number"),
        Setting("unit", SettingType.TEXTS, gettext_lazy("Unit")),
    )

    def body(self, question: Question, asking: Asking) -> str:
        value = self.standing(question, None, asking)
        words = self.shown(question, value, asking.language) if value is not None else _("Not known yet")
        hint = text_in(question.hint, asking.language)
        return format_html(
            '<dl class="computed"><dt>{}</dt><dd>{}</dd></dl>{}',
            text_in(question.label, asking.language),
            words,
            format_html('<p class="govuk-hint">{}</p>', hint) if hint else "",
        )

    def standing(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        facts = Facts(day=asking.today)
        return as_json(value_of(question.settings.get("expression"), asking.answers, facts), question)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        number = None if isinstance(answer, bool) else decimal_of(answer)
        with override(language):
            if isinstance(answer, bool):
                return _("Yes") if answer else _("No")
            if number is None or question.settings.get("format") == "text":
                return ", ".join(map(str, answer)) if isinstance(answer, list) else str(answer)
            if question.settings.get("format") == "money":
                amount = number_format(number, 2, use_l10n=True, force_grouping=True)
                return f"€{amount}" if language == "en" else f"{amount} €"
            words = number_format(number, use_l10n=True, force_grouping=True)
        return f"{words} {text_in(question.settings.get('unit') or {}, language)}".strip()

    def sample(self, question: Question, language: str) -> Answer:
        return None


def as_json(value: Any, question: Question) -> Answer:
    """As answers are kept: numbers as text, money with two digits."""
    if isinstance(value, date):
        return value.isoformat()
    if isinstance(value, (int, Decimal)) and not isinstance(value, bool):
        number = Decimal(value)
        if not number.is_finite():
            return None
        return plain(number, 2 if question.settings.get("format") == "money" else None)
    return value


def register() -> None:
    """Called once, while the apps start."""
    kinds.add(Computed.name, Computed())
