"""From an editor's blocks to a form as data. Block ids become question ids: they stay when a label is reworded.

First everything but expressions is read, so that all short names are known; then conditions and computed values are
compiled against the names that come before them. What cannot be compiled is left out and told as a problem.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from django.conf import settings

from engagement.intake.contract import Choice, FormDefinition, Question, SettingType, Step, Texts
from pages.services.expressions import Compiler, Problem

# From the id of a step or question to where its block stands in the page's field: ids and names, outermost first.
Places = Mapping[str, tuple[str, ...]]


@dataclass(frozen=True)
class Compiled:
    """A form with what is wrong with its expressions, and where everything stands in the editor."""

    form: FormDefinition
    problems: tuple[Problem, ...] = ()
    places: Places = field(default_factory=dict)


def compiled(steps: Any, languages: list[str]) -> Compiled:
    """The form that a page's `form` blocks make, for a town's languages in its order."""
    reader = _Reader()
    rough = tuple(reader.step(block) for block in steps)
    form = FormDefinition(steps=rough, languages=tuple(whole_languages(rough, languages)))
    compiler = Compiler(form, reader.typed, reader.places)
    return Compiled(replace(form, steps=compiler.steps()), tuple(compiler.problems), reader.places)


def form_of(steps: Any, languages: list[str]) -> FormDefinition:
    """The form alone."""
    return compiled(steps, languages).form


def texts_of(value: Mapping[str, Any] | None) -> Texts:
    """The languages that were written."""
    return {code: text for code, given in (value or {}).items() if (text := _said(given))}


def _key(block: Any) -> str:
    """A block's id; one that comes from code without an id gets it now, and keeps it."""
    if not block.id:
        block.id = str(uuid.uuid4())
    return str(block.id)


def _said(given: Any) -> str:
    # Rich text that was emptied in the editor leaves a paragraph without words.
    text = str(getattr(given, "source", given) or "").strip()
    return "" if text in ("<p></p>", "<p><br/></p>") else text


class _Reader:
    """Reads blocks; keeps what was typed as expressions, and where it stands."""

    def __init__(self) -> None:
        # By (id, what): what is "when" or the name of a setting.
        self.typed: dict[tuple[str, str], str] = {}
        self.places: dict[str, tuple[str, ...]] = {}

    def step(self, block: Any) -> Step:
        value, key = block.value, _key(block)
        self.places[key] = (key,)
        self._keep(key, "when", value.get("when"))
        return Step(
            id=key,
            title=texts_of(value["title"]),
            text=texts_of(value["text"]),
            questions=tuple(self.question(inner, (key, "questions")) for inner in value["questions"]),
        )

    def question(self, block: Any, above: tuple[str, ...]) -> Question:
        value, key = block.value, _key(block)
        self.places[key] = place = (*above, key)
        self._keep(key, "when", value.get("when"))
        asks = block.block.kind.asks
        return Question(
            id=key,
            kind=block.block_type,
            label=texts_of(value["label"]),
            hint=texts_of(value.get("hint")),
            name=(value.get("name") or "").strip(),
            required=bool(value.get("required")) if asks else False,
            error=texts_of(value.get("error")),
            prefill=value.get("prefill") or "",
            privacy=value.get("privacy") or block.block.kind.privacy,
            choices=tuple(self._choices(value, (*place, "choices"))),
            settings=dict(self._settings(key, block)),
            questions=tuple(
                self.question(inner, (*place, "questions")) for inner in value.get("questions") or ()
            ),
        )

    def _keep(self, key: str, what: str, text: Any) -> None:
        if text and str(text).strip():
            self.typed[key, what] = str(text).strip()

    def _choices(self, value: Mapping[str, Any], above: tuple[str, ...]) -> Iterator[Choice]:
        offered = value.get("choices")
        for child in offered.bound_blocks if offered is not None else ():
            key = _key(child)
            self.places[key] = (*above, key)
            yield Choice(
                id=key,
                label=texts_of(child.value["label"]),
                name=(child.value.get("name") or "").strip(),
                hint=texts_of(child.value.get("hint")),
            )

    def _settings(self, key: str, block: Any) -> Iterator[tuple[str, Any]]:
        kinds = {setting.name: setting.type for setting in block.block.kind.settings}
        for name in block.block.settings:
            given = block.value.get(name)
            if kinds[name] is SettingType.EXPRESSION:
                self._keep(key, name, given)
                continue
            plain = _plain(given)
            if plain not in (None, "", {}, []):
                yield name, plain
        offered = block.value.get("choices")
        for mark in block.block.marks:
            marked = [_key(child) for child in offered.bound_blocks if child.value.get(mark.name)]
            if marked:
                yield mark.name, marked


def _plain(given: Any) -> Any:
    if isinstance(given, Decimal):
        return str(given)
    return texts_of(given) if isinstance(given, Mapping) else given


# --- Languages -----------------------------------------------------------------------------------------------------


def whole_languages(steps: Iterable[Step], languages: list[str]) -> list[str]:
    """The languages in which no text is missing, in the town's order; at least one: a form is never half and half."""
    steps = tuple(steps)
    whole = [code for code in languages if not any(code not in texts for texts in _written(steps))]
    return whole or languages[:1] or [settings.LANGUAGE_CODE]


def missing_texts(steps: Iterable[Step], language: str) -> Iterator[tuple[str, str]]:
    """What is written in some language but not in this one: (id of step, question or answer, name of the text)."""
    for key, what, texts in _all_texts(steps):
        if texts and language not in texts:
            yield key, what


def _written(steps: Iterable[Step]) -> Iterator[Texts]:
    return (texts for _key, _what, texts in _all_texts(steps) if texts)


def _all_texts(steps: Iterable[Step]) -> Iterator[tuple[str, str, Texts]]:
    for step in steps:
        yield step.id, "title", step.title
        yield step.id, "text", step.text
        for question in step.questions:
            yield from _texts_in(question)


def _texts_in(question: Question) -> Iterator[tuple[str, str, Texts]]:
    yield question.id, "label", question.label
    yield question.id, "hint", question.hint
    yield question.id, "error", question.error
    for name, given in question.settings.items():
        if isinstance(given, Mapping) and "op" not in given:
            yield question.id, name, given
    for choice in question.choices:
        yield choice.id, "label", choice.label
        yield choice.id, "hint", choice.hint
    for inner in question.questions:
        yield from _texts_in(inner)


def count_texts(steps: Iterable[Step]) -> int:
    """How many texts there are to write in each language."""
    return sum(1 for _texts in _written(steps))
