"""What a form knows before anybody types: from the account, and from rooms that add their own sources."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from cms.kit.registry import Registry
from engagement.intake.definition import FormDefinition, Question
from engagement.intake.kinds.base import Answer, Asking, kind_of


@dataclass(frozen=True)
class Source:
    """Where a first answer comes from. `read` gives plain JSON or None, and never fails for a person without it."""

    name: str
    title: str | Promise
    read: Callable[[Asking], Answer]


# Rooms of this wing add what they know of a person, such as the address of an earlier request.
sources: Registry[Source] = Registry("sources of first answers")


def first_answers(form: FormDefinition, asking: Asking) -> dict[str, Answer]:
    """Answers to begin a draft with: hidden values from the address, and what is known of the person.

    What does not fit its question is left out; nothing of it is shown as a mistake of the person.
    """
    answers: dict[str, Answer] = {}
    for step in form.steps:
        for question in step.questions:
            value = kind_of(question).first(question, asking)
            if value is None:
                value = _known(question, replace(asking, answers=answers))
            if value is not None:
                answers[question.id] = value
    return answers


def _known(question: Question, asking: Asking) -> Answer:
    source = sources.get(question.prefill) if question.prefill else None
    kind = kind_of(question)
    if source is None or not kind.asks:
        return None
    value = source.read(asking)
    if value is None:
        return None
    try:
        return kind.read(question, value, asking)
    except ValidationError:
        return None


def _of_account(read: Callable[[Any], str]) -> Callable[[Asking], Answer]:
    def of_account(asking: Asking) -> Answer:
        person = asking.person
        return (read(person) or None) if person is not None and person.is_authenticated else None

    return of_account


def register() -> None:
    """Called once, while the apps start."""
    for name, title, read in (
        ("account.email", _("account: e-mail address"), lambda person: person.email),
        ("account.name", _("account: whole name"), lambda person: person.get_full_name()),
        ("account.first_name", _("account: first name"), lambda person: person.first_name),
        ("account.last_name", _("account: last name"), lambda person: person.last_name),
    ):
        sources.add(name, Source(name, title, _of_account(read)))
