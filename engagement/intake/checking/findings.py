"""What *Check* says: one sentence, translated when it is shown, with the place in the form that it is about."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import TextChoices
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from cms.kit.texts import when_shown
from engagement.intake.definition.model import Question, Step, Texts, text_in
from engagement.intake.kinds.base import kinds


class Level(TextChoices):
    """An error stands against publishing; advice does not."""

    ERROR = "error", _("must be mended")
    ADVICE = "advice", _("could be better")


@dataclass(frozen=True)
class Finding:
    """`code` names the rule that found it; the ids are empty for the form as a whole."""

    level: Level
    code: str
    sentence: str | Promise
    step_id: str = ""
    question_id: str = ""


def finding(
    level: Level,
    code: str,
    sentence: Any,
    *,
    step: Step | None = None,
    question: Question | None = None,
    **parts: Any,
) -> Finding:
    """A finding whose sentence may say {question}, {step} and what else is given."""
    if question is not None:
        parts.setdefault("question", called(question))
    if step is not None:
        parts.setdefault("step", titled(step))
    told = format_lazy(sentence, **parts) if parts else sentence
    return Finding(level, code, told, step.id if step else "", question.id if question else "")


def called(question: Question) -> Any:
    """The question's label in the language of the page, else its short name or its kind."""

    def say() -> str:
        kind = kinds.get(question.kind)
        fallback = question.name or (str(kind.title) if kind else question.kind)
        return _short(question.label) or fallback

    return when_shown(say)


def titled(step: Step) -> Any:
    """The step's title in the language of the page."""
    return when_shown(lambda: _short(step.title) or str(_("a step without a title")))


def _short(texts: Texts) -> str:
    text = text_in(texts, (get_language() or "").split("-")[0])
    return text if len(text) <= 80 else f"{text[:79]}…"
