"""From an editor's blocks to a form as data. Block ids become question ids: they stay when a label is reworded."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from django.conf import settings

from engagement.intake.definition import Choice, FormDefinition, Question, Step, Texts


def form_of(steps: Any, languages: list[str]) -> FormDefinition:
    """The form that a page's `form` blocks make, for a town's languages in its order."""
    made = tuple(_step(block) for block in steps)
    whole = [code for code in languages if _is_whole(made, code)]
    return FormDefinition(steps=made, languages=tuple(whole or languages[:1] or [settings.LANGUAGE_CODE]))


def texts_of(value: Mapping[str, Any] | None) -> Texts:
    """The languages that were written."""
    return {code: str(text) for code, text in (value or {}).items() if text and str(text).strip()}


def _step(block: Any) -> Step:
    value = block.value
    return Step(
        id=str(block.id),
        title=texts_of(value["title"]),
        text=texts_of(value["text"]),
        questions=tuple(_question(inner) for inner in value["questions"]),
    )


def _question(block: Any) -> Question:
    value, kind = block.value, block.block
    return Question(
        id=str(block.id),
        kind=block.block_type,
        label=texts_of(value["label"]),
        hint=texts_of(value["hint"]),
        name=value["name"] or "",
        required=value["required"],
        error=texts_of(value["error"]),
        prefill=value["prefill"] or "",
        privacy=value["privacy"],
        choices=tuple(_choices(value)),
        settings=dict(_settings(value, kind.settings)),
    )


def _choices(value: Mapping[str, Any]) -> Iterator[Choice]:
    offered = value.get("choices")
    for child in offered.bound_blocks if offered is not None else ():
        yield Choice(
            id=str(child.id),
            label=texts_of(child.value["label"]),
            name=child.value["name"] or "",
            hint=texts_of(child.value["hint"]),
        )


def _settings(value: Mapping[str, Any], names: tuple[str, ...]) -> Iterator[tuple[str, Any]]:
    for name in names:
        given = value.get(name)
        if isinstance(given, Decimal):
            given = str(given)
        if isinstance(given, Mapping):
            given = texts_of(given)
        if given not in (None, "", {}):
            yield name, given


def _is_whole(steps: tuple[Step, ...], language: str) -> bool:
    """Whether every text that some language has is there in this one too."""
    return all(language in texts for texts in _all_texts(steps) if texts)


def _all_texts(steps: tuple[Step, ...]) -> Iterator[Texts]:
    for step in steps:
        yield from (step.title, step.text)
        for question in step.questions:
            yield from (question.label, question.hint, question.error)
            for choice in question.choices:
                yield from (choice.label, choice.hint)
