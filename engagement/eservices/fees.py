"""What a service costs: lines with a condition and an amount, reckoned to the cent and told in words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from django.db.models import TextChoices
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from engagement.intake.definition import FormDefinition, Texts
from engagement.intake.definition.model import text_in
from engagement.intake.expressions import Facts, holds, in_words, value_of

CENT = Decimal("0.01")
Expression = Mapping[str, Any]


class How(TextChoices):
    """How the lines come together."""

    SUM = "sum", gettext_lazy("all lines that apply are added")
    FIRST = "first", gettext_lazy("the first line that applies counts")


@dataclass(frozen=True)
class FeeLine:
    """One line of a rule. No condition: it always applies. A negative amount is a reduction."""

    label: Texts
    amount: Expression
    when: Expression | None = None


@dataclass(frozen=True)
class Charged:
    """A line that applies, with what it comes to; None while an answer that it needs is missing."""

    line: FeeLine
    amount: Decimal | None


@dataclass(frozen=True)
class Fee:
    """The lines that apply. Reductions never make it less than nothing."""

    charged: tuple[Charged, ...] = ()

    @property
    def total(self) -> Decimal | None:
        """In euros, with cents; None while it cannot be told."""
        amounts = [each.amount for each in self.charged]
        known = [amount for amount in amounts if amount is not None]
        return max(sum(known, Decimal(0)), Decimal(0)).quantize(CENT) if len(known) == len(amounts) else None


@dataclass(frozen=True)
class FeeRule:
    """The rule of a service. No line: it is free."""

    lines: tuple[FeeLine, ...] = ()
    how: str = How.SUM

    @classmethod
    def from_json(cls, lines: Sequence[Mapping[str, Any]], how: str = How.SUM) -> FeeRule:
        """The rule as `Terms` keeps it: {"when": condition or null, "amount": expression, "label": texts}."""
        return cls(
            tuple(FeeLine(each.get("label") or {}, each["amount"], each.get("when")) for each in lines), how
        )

    def fee(self, answers: Mapping[str, Any], facts: Facts | None = None) -> Fee:
        """What these answers cost."""
        facts = facts or Facts()
        applying = [line for line in self.lines if holds(line.when, answers, facts)]
        if self.how == How.FIRST:
            applying = applying[:1]
        return Fee(tuple(Charged(line, in_cents(value_of(line.amount, answers, facts))) for line in applying))

    def amount(self, answers: Mapping[str, Any], facts: Facts) -> Decimal | None:
        """The total; what form tests look at."""
        return self.fee(answers, facts).total


def in_cents(value: Any) -> Decimal | None:
    """An amount to the cent, half a cent up; None for what is no number."""
    return value.quantize(CENT, rounding=ROUND_HALF_UP) if isinstance(value, Decimal) else None


def euros(amount: Decimal, language: str) -> str:
    """`1.234,50 €` in Greek, `€1,234.50` in English."""
    with override(language):
        digits = number_format(abs(amount), 2, use_l10n=True, force_grouping=True)
    sign = "−" if amount < 0 else ""
    return f"{sign}€{digits}" if language == "en" else f"{sign}{digits} €"


def explained(fee: Fee, form: FormDefinition, language: str) -> list[str]:
    """How the fee comes about, a sentence a line; the total last where there is more than one."""
    with override(language):
        told = [_told(each, form, language) for each in fee.charged]
        total = fee.total
        if total is None:
            return [*told, _("The fee is known when the remaining questions are answered.")]
        if not told:
            return [_("There is no fee.")]
        return [*told, _("Total: {amount}").format(amount=euros(total, language))] if len(told) > 1 else told


def in_short(fee: Fee, language: str) -> str:
    """What a person pays, on one line: the total, and in brackets what for."""
    with override(language):
        if fee.total is None:
            return _("The fee is known when the remaining questions are answered.")
        if not fee.total:
            return _("There is no fee.")
        lines = [(text_in(each.line.label, language), each.amount or Decimal(0)) for each in fee.charged]
        total = euros(fee.total, language)
        told = [f"{label} {euros(amount, language)}" if len(lines) > 1 else label for label, amount in lines]
        # A line that says no more than that it is the fee explains nothing.
        reasons = " · ".join(each.strip() for each in told if each.strip() not in ("", _("Fee")))
        return f"{total} ({reasons})" if reasons else total


def _told(charged: Charged, form: FormDefinition, language: str) -> str:
    label = text_in(charged.line.label, language) or _("Fee")
    amount = _("not known yet") if charged.amount is None else euros(charged.amount, language)
    if charged.line.when is None:
        return _("{label}: {amount}").format(label=label, amount=amount)
    reason = in_words(charged.line.when, form, language)
    return _("{label}: {amount}, because {reason}").format(label=label, amount=amount, reason=reason)
