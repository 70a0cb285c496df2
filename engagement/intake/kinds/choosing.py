"""Yes or no, one of several, several of several."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, override

from engagement.intake.definition.model import Choice, Question, text_in
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.widgets import Boxes


class YesNo(Kind):
    """Yes or no, neither chosen beforehand."""

    name, title, icon = "yes_no", gettext_lazy("Yes or no"), "check"
    shapes = (bool,)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        with override(asking.language):
            offered = [("yes", _("Yes")), ("no", _("No"))]
        told = self.arguments(question, asking, missing=_("Choose yes or no."), wrong=_("Choose yes or no."))
        told["error_messages"]["invalid_choice"] = told["error_messages"]["invalid"]
        return forms.TypedChoiceField(
            choices=offered,
            widget=forms.RadioSelect(attrs={"class": "govuk-radios--inline"}),
            coerce=lambda value: value == "yes",
            empty_value=None,
            **told,
        )

    def initial(self, question: Question, answer: Answer) -> Any:
        return {True: "yes", False: "no"}.get(answer) if isinstance(answer, bool) else None

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
        told = self.arguments(
            question,
            asking,
            missing=_("Choose one of the answers."),
            wrong=_("This answer is not among those offered. Choose one of them."),
        )
        told["error_messages"]["invalid_choice"] = told["error_messages"]["invalid"]
        if len(question.choices) <= self.most_radios:
            return forms.ChoiceField(
                choices=offered(question.choices, asking.language), widget=forms.RadioSelect, **told
            )
        plain = [(choice.id, text_in(choice.label, asking.language)) for choice in question.choices]
        return forms.ChoiceField(choices=[("", _("Please choose")), *plain], **told)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return next(
            (text_in(choice.label, language) for choice in question.choices if choice.id == answer), ""
        )

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        if len(question.choices) < 2:
            found.append(_("It offers fewer than two answers."))
        if len({choice.id for choice in question.choices}) < len(question.choices):
            found.append(_("Two of its answers have the same id."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        return question.choices[0].id if question.choices else None


class ManyField(forms.MultipleChoiceField):
    """Any of the choices, in their order, each once."""

    def __init__(
        self,
        *,
        least: int,
        most: int,
        exclusive: frozenset[str],
        choices: Sequence[tuple[str, Any]],
        **options: Any,
    ) -> None:
        self.least, self.most, self.exclusive = least, most, exclusive
        self.labels = dict(choices)
        super().__init__(choices=choices, **options)

    def clean(self, value: Any) -> list[str]:
        chosen = set(super().clean(value))
        ordered = [key for key in self.labels if key in chosen]
        alone = chosen & self.exclusive
        if alone and len(chosen) > 1:
            label = next(label for key, label in self.labels.items() if key in alone)
            raise ValidationError(
                _("Choose either “%(label)s” or other answers, not both.") % {"label": _words_of(label)},
                code="exclusive",
            )
        if ordered and not alone and len(ordered) < self.least:
            raise ValidationError(
                ngettext(
                    "Choose at least %(count)s answer.", "Choose at least %(count)s answers.", self.least
                )
                % {"count": self.least},
                code="least",
            )
        if self.most and len(ordered) > self.most:
            raise ValidationError(
                ngettext("Choose at most %(count)s answer.", "Choose at most %(count)s answers.", self.most)
                % {"count": self.most},
                code="most",
            )
        return ordered


class ManyOf(OneOf):
    """Any number of the choices; one of them may stand for none of the others."""

    name, title, icon = "many_of", gettext_lazy("Any of several"), "list-ul"
    shapes = (list,)
    settings = (
        Setting("least", SettingType.INTEGER, gettext_lazy("Fewest answers")),
        Setting("most", SettingType.INTEGER, gettext_lazy("Most answers")),
        # Ids of choices.
        Setting(
            "exclusive", SettingType.IDS, gettext_lazy("Answers that exclude the others (none of these)")
        ),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        told = self.arguments(
            question,
            asking,
            missing=_("Choose at least one answer."),
            wrong=_("One of the answers is not among those offered. Choose again."),
        )
        for code in ("invalid_choice", "invalid_list"):
            told["error_messages"][code] = told["error_messages"]["invalid"]
        exclusive = frozenset(question.settings.get("exclusive") or ())
        return ManyField(
            least=question.settings.get("least") or 0,
            most=question.settings.get("most") or 0,
            exclusive=exclusive,
            choices=offered(question.choices, asking.language),
            widget=Boxes(exclusive=exclusive),
            **told,
        )

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        return (
            type(answer) is list
            and len(answer) <= len(question.choices)
            and all(type(each) is str for each in answer)
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        chosen = [text_in(choice.label, language) for choice in question.choices if choice.id in set(answer)]
        return ", ".join(chosen)

    def problems(self, question: Question) -> list[str]:
        found = super().problems(question)
        known = {choice.id for choice in question.choices}
        exclusive = question.settings.get("exclusive") or ()
        if isinstance(exclusive, (list, tuple)) and not set(exclusive) <= known:
            found.append(_("An answer that excludes the others is not among its answers."))
        least, most = question.settings.get("least") or 0, question.settings.get("most") or len(known)
        if isinstance(least, int) and isinstance(most, int) and least > min(most, len(known)):
            found.append(_("More answers are demanded than can be chosen."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        count = max(question.settings.get("least") or 1, 1)
        exclusive = question.settings.get("exclusive") or ()
        return [choice.id for choice in question.choices if choice.id not in exclusive][:count] or None


def offered(choices: Sequence[Choice], language: str) -> list[tuple[str, Any]]:
    """Choices for radios and boxes; a hint stands below its label and is read with it."""
    return [(choice.id, _label(choice, language)) for choice in choices]


def _label(choice: Choice, language: str) -> Any:
    label, hint = text_in(choice.label, language), text_in(choice.hint, language)
    return format_html('{}<span class="choice-hint">{}</span>', label, hint) if hint else label


def _words_of(label: Any) -> str:
    return str(label).partition('<span class="choice-hint">')[0]
