"""Buttons within a question, such as "Add another" and "Find": without JavaScript they send the whole step.

The runner calls `pressed` for every step that was sent. When it is true nothing goes on and nothing is scolded:
the step is drawn again with what was typed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from django import forms
from django.forms.utils import ErrorDict

from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Kind, kind_of


def pressed(form: forms.BaseForm, questions: Mapping[str, Question]) -> Question | None:
    """The question a button of which was pressed. `questions` by the name of their field."""
    for name, question in questions.items():
        if name in form.fields and kind_of(question).pressed(question, form.add_prefix(name), form.data):
            return question
    return None


def hush(form: forms.BaseForm) -> None:
    """Takes away what the form complains of, except what answers the press. Whichever button it was: files that
    were chosen came along with it, and one that was refused is told of."""
    kept = ErrorDict(renderer=form.renderer)
    for name, complaints in form.errors.as_data().items():
        answers = [error for error in complaints if error.code == ANSWERS_THE_PRESS]
        if answers:
            kept[name] = form.error_class(answers, renderer=form.renderer)
    form._errors = kept  # type: ignore[attr-defined]  # Django has no other way to take errors back


def answers_a_press(form: forms.BaseForm) -> bool:
    """Whether anything that it says answers the press of a button."""
    return any(error.code == ANSWERS_THE_PRESS for found in form.errors.as_data().values() for error in found)


def scripts_of(used: Iterable[Kind]) -> tuple[str, ...]:
    """Modules that a step needs, each once."""
    return tuple(dict.fromkeys(script for kind in used for script in kind.scripts))


def styles_of(used: Iterable[Kind]) -> tuple[str, ...]:
    """Style sheets that a step needs, each once."""
    return tuple(dict.fromkeys(style for kind in used for style in kind.styles))
