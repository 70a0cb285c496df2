"""Steps, questions, choices. All texts by language: {"el": "…", "en": "…"}.

Ids are the UUIDs of the editor's blocks: they stay when a label is reworded or a question moves, and a translation
shares them. Names are short words of ASCII letters that expressions and message texts use in place of ids.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from engagement.intake.choices import Privacy

FORMAT = 1
Texts = Mapping[str, str]
# A compiled condition or computed value (engagement.intake.expressions); None: always, or nothing to compute.
Expression = Mapping[str, Any]


@dataclass(frozen=True)
class Choice:
    """One of the answers that a question offers. `id` is what is stored as the answer."""

    id: str
    label: Texts
    name: str = ""
    hint: Texts = field(default_factory=dict)


@dataclass(frozen=True)
class Question:
    """One thing that is asked, shown or computed. `settings` belong to the kind; see engagement.intake.kinds."""

    id: str
    kind: str
    label: Texts = field(default_factory=dict)
    hint: Texts = field(default_factory=dict)
    name: str = ""
    required: bool = True
    # Said instead of the kind's own sentence when an answer is missing or wrong.
    error: Texts = field(default_factory=dict)
    when: Expression | None = None
    # Where a first answer comes from, such as "account.email"; see engagement.intake.prefill.
    prefill: str = ""
    privacy: str = Privacy.PERSONAL
    choices: tuple[Choice, ...] = ()
    settings: Mapping[str, Any] = field(default_factory=dict)
    # The questions of a repeating group.
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class Step:
    """One page of the form."""

    id: str
    title: Texts
    # Rich text below the title, as HTML that the editor's features allow.
    text: Texts = field(default_factory=dict)
    when: Expression | None = None
    questions: tuple[Question, ...] = ()


@dataclass(frozen=True)
class FormDefinition:
    """The whole form. `languages`: those in which every text is there; the first is the one to fall back to."""

    steps: tuple[Step, ...]
    languages: tuple[str, ...] = ("el",)

    def questions(self) -> Iterator[Question]:
        """Every question in order, those of repeating groups after their group."""
        for step in self.steps:
            for question in step.questions:
                yield question
                yield from question.questions

    def question(self, question_id: str) -> Question | None:
        """The question of that id."""
        return next((found for found in self.questions() if found.id == question_id), None)

    def step(self, step_id: str) -> Step | None:
        """The step of that id."""
        return next((step for step in self.steps if step.id == step_id), None)

    def language_for(self, wanted: str) -> str:
        """The wanted language when the form is complete in it, else the first one: never half and half."""
        return wanted if wanted in self.languages else self.languages[0]


def text_in(texts: Texts, language: str) -> str:
    """A text in a language, else in any that has it: for a form that is still being written."""
    return texts.get(language) or next((text for text in texts.values() if text), "")
