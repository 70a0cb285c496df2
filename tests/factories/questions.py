"""Questions for tests, and a way to answer them as a browser would."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any
from uuid import NAMESPACE_URL, uuid4, uuid5

from django.http import QueryDict
from django.utils.datastructures import MultiValueDict

from engagement.intake.definition import Choice, Question, Step
from engagement.intake.forms import StepForm, input_name
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of


def uuid_of(name: str) -> str:
    """Always the same for a name."""
    return str(uuid5(NAMESPACE_URL, name))


CHOICES = tuple(
    Choice(uuid_of(english), {"el": greek, "en": english})
    for greek, english in (("Ελιά", "Olive"), ("Πεύκο", "Pine"), ("Μουριά", "Mulberry"), ("Τίποτε", "None"))
)
OLIVE, PINE, MULBERRY, NONE = (choice.id for choice in CHOICES)


def ask(kind: str, *, name: str = "question", **facts: Any) -> Question:
    """A question of a kind; `facts` as Question has them."""
    facts.setdefault("label", {"el": "Ερώτηση", "en": "Question"})
    if kind in ("one_of", "many_of"):
        facts.setdefault("choices", CHOICES)
    return Question(id=uuid_of(name), kind=kind, **facts)


def asking(language: str = "en", **facts: Any) -> Asking:
    """Somebody with a draft who has pressed the button."""
    return Asking(language, **{"draft": str(uuid4()), "acts": True, **facts})


def sent(
    question: Question, data: Mapping[str, Any] | str, by: Asking | None = None, files: Any = ()
) -> StepForm:
    """The step's form with what was typed: a text, or parts of the field by the end of their names."""
    typed = {"": data} if isinstance(data, str) else data
    query = QueryDict(mutable=True)
    for end, value in typed.items():
        query.setlist(f"{input_name(question)}{end}", value if isinstance(value, list) else [value])
    step = Step(uuid_of("step"), {"en": "Step"}, questions=(question,))
    uploads: MultiValueDict[str, Any] = MultiValueDict({input_name(question): list(files)})
    form = StepForm(step, asking=by or asking(), before={}, stored={}, data=query, files=uploads)
    form.is_valid()
    return form


def typed(question: Question, data: Mapping[str, Any] | str, by: Asking | None = None) -> Any:
    """The answer, or the list of what is said against it."""
    form = sent(question, data, by)
    return form.answers.get(question.id) if form.is_valid() else list(form.errors[input_name(question)])


def drawn(question: Question, by: Asking | None = None, stored: Any = None) -> str:
    """The field as HTML, with a stored answer."""
    step = Step(uuid_of("step"), {"en": "Step"}, questions=(question,))
    known = {} if stored is None else {question.id: stored}
    form = StepForm(step, asking=by or asking(), before={}, stored=known)
    return str(form[input_name(question)].as_field_group()) if form.fields else form.rows[0]["body"]


def read(question: Question, answer: Any, by: Asking | None = None) -> Any:
    """A stored answer, read again."""
    return kind_of(question).read(question, answer, by or asking())


def shown(question: Question, answer: Any, language: str = "en") -> str:
    """An answer in words."""
    return kind_of(question).shown(question, answer, language)
