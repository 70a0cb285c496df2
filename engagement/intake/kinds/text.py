"""Short and long text."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.patterns import pattern_of
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import cleaned_text, one_line

SHORT, LONG = 200, 5_000
MOST_SHORT, MOST_LONG = 1_000, 20_000
# Words of HTML for what a browser may fill in by itself.
AUTOCOMPLETE = (
    "name",
    "given-name",
    "family-name",
    "organization",
    "street-address",
    "address-line1",
    "postal-code",
    "address-level2",
    "country-name",
)


class TextField(forms.CharField):
    """Text as it is kept; counts letters only after it was made fit."""

    def __init__(self, *, pattern: str = "", least: int = 0, lines: bool = False, **options: Any) -> None:
        self.pattern = pattern_of(pattern)
        self.least, self.lines = least, lines
        super().__init__(**options)

    def to_python(self, value: Any) -> str:
        text = cleaned_text(str(super().to_python(value) or ""))
        return text.strip() if self.lines else one_line(text)

    def validate(self, value: Any) -> None:
        super().validate(value)
        if value and len(value) < self.least:
            raise ValidationError(
                ngettext(
                    "Write at least %(count)s letter; there are %(now)s.",
                    "Write at least %(count)s letters; there are %(now)s.",
                    self.least,
                )
                % {"count": self.least, "now": len(value)},
                code="min_length",
            )
        if value and self.pattern and not self.pattern.fullmatch(value):
            raise ValidationError(self.error_messages["invalid"], code="invalid")


class ShortText(Kind):
    """A line of text."""

    name, title, icon = "short_text", gettext_lazy("Short text"), "pilcrow"
    usual, limit = SHORT, MOST_SHORT
    settings: tuple[Setting, ...] = (
        Setting("least", SettingType.INTEGER, gettext_lazy("Fewest letters")),
        Setting("most", SettingType.INTEGER, gettext_lazy("Most letters"), default=SHORT),
        Setting("pattern", SettingType.TEXT, gettext_lazy("Pattern (regular expression)")),
        Setting("autocomplete", SettingType.CHOICE, gettext_lazy("Browsers may fill in"), AUTOCOMPLETE),
    )

    def most(self, question: Question) -> int:
        """The limit of letters; never above what the kind allows."""
        return min(question.settings.get("most") or self.usual, self.limit)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        most = self.most(question)
        attrs = {"autocomplete": question.settings.get("autocomplete") or "off"}
        if most <= 20:
            attrs["class"] = "govuk-input--width-20" if most > 10 else "govuk-input--width-10"
        return self.text_field(question, asking, forms.TextInput(attrs=attrs))

    def text_field(
        self, question: Question, asking: Asking, widget: forms.Widget, *, lines: bool = False
    ) -> TextField:
        """The field; its messages say what to do."""
        return TextField(
            max_length=self.most(question),
            least=question.settings.get("least") or 0,
            pattern=question.settings.get("pattern") or "",
            lines=lines,
            widget=widget,
            **self.arguments(
                question,
                asking,
                missing=_("Write an answer."),
                wrong=_("This is not written in the way that is asked for. Look at the hint and try again."),
                max_length=_("Shorten the text to %(limit_value)d letters; there are %(show_value)d."),
            ),
        )

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        pattern = question.settings.get("pattern")
        if pattern and isinstance(pattern, str) and pattern_of(pattern) is None:
            found.append(_("The pattern is broken, or too complicated to be safe."))
        if pattern and not any(question.error.values()) and not any(question.hint.values()):
            found.append(_("A pattern needs a hint or an error message that says what is wanted."))
        least, most = question.settings.get("least"), question.settings.get("most")
        if isinstance(most, int) and not 0 < most <= self.limit:
            found.append(_("It can take between 1 and %(count)s letters.") % {"count": self.limit})
        if isinstance(least, int) and isinstance(most, int) and least > most:
            found.append(_("The fewest letters are more than the most."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        with override(language):
            return _("An answer")


class LongText(ShortText):
    """Several lines."""

    name, title, icon = "long_text", gettext_lazy("Long text"), "pilcrow"
    usual, limit = LONG, MOST_LONG
    settings = (
        Setting("least", SettingType.INTEGER, gettext_lazy("Fewest letters")),
        Setting("most", SettingType.INTEGER, gettext_lazy("Most letters"), default=LONG),
        Setting("rows", SettingType.INTEGER, gettext_lazy("Height in lines"), default=5),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        rows = min(max(question.settings.get("rows") or 5, 2), 20)
        return self.text_field(question, asking, forms.Textarea(attrs={"rows": rows}), lines=True)
