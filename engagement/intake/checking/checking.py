"""All rules over one form, in the order of the form."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import chain

from engagement.intake.checking.findings import Finding, Level
from engagement.intake.checking.logic import loops, references, unreachable
from engagement.intake.checking.structure import contact, doubled_choices, names, questions, steps
from engagement.intake.checking.wording import missing_texts, wording
from engagement.intake.definition.model import FormDefinition, Step

_RULES: tuple[Callable[[FormDefinition], Iterator[Finding]], ...] = (
    steps,
    questions,
    names,
    doubled_choices,
    loops,
    references,
    unreachable,
    wording,
)


def check(
    form: FormDefinition, *, languages: Sequence[str] = (), knows_the_person: bool = False
) -> list[Finding]:
    """Errors first, each level in the order of the form.

    `languages`: those of the town, where they are more than the form is complete in. `knows_the_person`: the
    service asks for an account, so that there is somebody to answer to.
    """
    found = list(chain.from_iterable(rule(form) for rule in _RULES))
    found += missing_texts(form, languages or form.languages)
    if not knows_the_person:
        found += contact(form)
    ids = [each for step in form.steps for each in _ids(step)]
    places = {part: number for number, part in enumerate(ids)}
    return sorted(
        found,
        key=lambda one: (one.level != Level.ERROR, places.get(one.question_id or one.step_id, len(places))),
    )


def _ids(step: Step) -> Iterator[str]:
    yield step.id
    for question in step.questions:
        yield question.id
        yield from (inner.id for inner in question.questions)
