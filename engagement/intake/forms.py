"""The form of one step, made from its questions, and the small forms around it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.theme.forms import PortalForm
from engagement.intake.definition import Question, Step
from engagement.intake.expressions import holds
from engagement.intake.kinds.base import Asking, Kind, kind_of
from engagement.intake.kinds.pressing import hush, pressed
from engagement.intake.references import tidy_code


def input_name(question: Question) -> str:
    """Name of the question's input in the page."""
    return f"q-{question.id}"


class StepForm(PortalForm):
    """All questions of a step. Those whose condition does not hold are drawn hidden, and never read."""

    def __init__(
        self,
        step: Step,
        *,
        asking: Asking,
        before: Mapping[str, Any],
        stored: Mapping[str, Any],
        **kwargs: Any,
    ) -> None:
        """`before`: answers of earlier steps; `stored`: what is kept for this one."""
        super().__init__(**kwargs)
        self.step, self.asking, self.before, self.stored = step, asking, before, stored
        self.by_name = {input_name(question): question for question in step.questions}
        for name, question in self.by_name.items():
            kind = kind_of(question)
            if not kind.asks:
                continue
            self.fields[name] = kind.field(question, asking)
            self.initial[name] = kind.initial(question, stored.get(question.id))
        self.answers: dict[str, Any] = {}
        self.hidden = self._hidden_by({**before, **stored})

    def _hidden_by(self, answers: Mapping[str, Any]) -> set[str]:
        """Names of the inputs whose questions these answers do not lead to."""
        known = dict(answers)
        hidden = set()
        for name, question in self.by_name.items():
            if not holds(question.when, known):
                hidden.add(name)
                known.pop(question.id, None)
        return hidden

    def _clean_fields(self) -> None:
        # In order, since what was just answered decides whether the next question is asked at all.
        known = dict(self.before)
        self.hidden, self.answers = set(), {}
        for name, question in self.by_name.items():
            if not holds(question.when, known):
                self.hidden.add(name)
                continue
            answer = self._clean_one(name, question, known)
            if answer is not None:
                known[question.id] = self.answers[question.id] = answer

    def _clean_one(self, name: str, question: Question, known: Mapping[str, Any]) -> Any:
        kind = kind_of(question)
        if not kind.asks:
            return kind.standing(question, self.stored.get(question.id), self._asking(known))
        field = self.fields[name]
        typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
        try:
            if isinstance(field, forms.FileField):
                cleaned = field.clean(typed, self.initial.get(name))
            else:
                cleaned = field.clean(typed)
            self.cleaned_data[name] = cleaned
            return kind.answer(question, cleaned)
        except ValidationError as problem:
            self.add_error(name, problem)
            kept = kind.kept(question, field)
            if kept is not None:
                self.answers[question.id] = kept
            return None

    def _asking(self, known: Mapping[str, Any]) -> Asking:
        return replace(self.asking, answers=dict(known))

    @property
    def pressed(self) -> Question | None:
        """The question a button of which was pressed, such as "Add another"; its complaints are then left out."""
        found = pressed(self, self.by_name) if self.is_bound else None
        if found:
            hush(self)
        return found

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each question with its drawn field, or what it says, and whether it waits for another answer."""
        known = self._asking({**self.before, **(self.answers if self.is_bound else self.stored)})
        return [
            {
                "question": question,
                "name": name,
                "field": self[name] if name in self.fields else None,
                "body": "" if name in self.fields else kind_of(question).body(question, known),
                "waits": name in self.hidden,
            }
            for name, question in self.by_name.items()
            if kind_of(question).is_drawn
        ]

    @property
    def kinds(self) -> list[Kind]:
        """Kinds of the step's questions and of those in its groups."""
        questions = [each for outer in self.step.questions for each in (outer, *outer.questions)]
        return [kind_of(question) for question in questions]

    @property
    def has_conditions(self) -> bool:
        """Whether answers on this page make questions of this page appear."""
        return any(question.when for question in self.step.questions)


class ResumeForm(PortalForm):
    """The code that a person was given when they left."""

    code = forms.CharField(
        label=gettext_lazy("Your code"),
        max_length=60,
        help_text=gettext_lazy("Twelve letters and digits, such as K7QM-4XPD-9TRB."),
        widget=forms.TextInput(
            attrs={"autocomplete": "off", "spellcheck": "false", "class": "govuk-input--width-20"}
        ),
    )

    def clean_code(self) -> str:
        code = tidy_code(self.cleaned_data["code"])
        if len(code) != 12:
            raise ValidationError(_("The code has twelve letters and digits. Please look at it again."))
        return code


class LeaveForm(PortalForm):
    """Where to send the link, for those who like to have it by mail."""

    email = forms.EmailField(
        label=gettext_lazy("Send me the link by e-mail"),
        required=False,
        max_length=254,
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
