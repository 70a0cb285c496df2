"""A question of each kind with invented words, for the pictures in the editor's chooser."""

from __future__ import annotations

import uuid
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from engagement.intake.contract import Asking, Choice, Kind, Question, SettingType, Step, StepForm
from engagement.intake.registry import kinds


def sampled(kind: Kind) -> dict[str, Any]:
    """The row of a step's form that shows a question of the kind, filled with test data."""
    language = get_language() or ""
    question = _question(kind, language)
    asking = Asking(language, is_preview=True)
    try:
        answer = kind.sample(question, language)
        step = Step(id=str(uuid.uuid4()), title={}, questions=(question,))
        form = StepForm(
            step, asking=asking, before={}, stored={} if answer is None else {question.id: answer}
        )
        return next(iter(form.rows), {})
    except (ValidationError, LookupError, ValueError):
        # A kind that cannot be shown without its settings has no picture.
        return {}


def _question(kind: Kind, language: str) -> Question:
    def words(text: str) -> dict[str, str]:
        return {language: text}

    inner = kinds.get("short_text")
    return Question(
        id=str(uuid.uuid4()),
        kind=kind.name,
        label=words(str(kind.title)),
        choices=tuple(
            Choice(str(uuid.uuid4()), words(text)) for text in (_("First answer"), _("Second answer"))
        )
        if kind.has_choices
        else (),
        settings={
            setting.name: setting.default
            if setting.default is not None
            else setting.options[0]
            if setting.type is SettingType.CHOICE
            else words(str(kind.title))
            for setting in kind.settings
            if setting.default is not None
            or (setting.required and setting.type in (SettingType.CHOICE, SettingType.TEXTS))
        },
        questions=(_question(inner, language),) if kind.has_questions and inner is not None else (),
    )
