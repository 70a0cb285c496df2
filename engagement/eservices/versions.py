"""What changed between two versions of a service, how much that matters, and the next number.

*Major*: answers given under the old version may not fit the new one (a question removed, of another kind, newly
required; a choice removed). *Minor*: something was added or works otherwise. *Patch*: only words changed.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from enum import IntEnum
from typing import Any

from django.conf import settings
from django.utils.functional import Promise
from django.utils.text import format_lazy
from django.utils.translation import get_language_info, gettext, override
from django.utils.translation import gettext_lazy as _

from cms.kit.texts import when_shown
from engagement.eservices.terms import Terms
from engagement.intake.checking.findings import called, titled
from engagement.intake.definition import FormDefinition, Question, Step

MOST_TOLD = 12


class Weight(IntEnum):
    """How much a change matters."""

    PATCH = 1
    MINOR = 2
    MAJOR = 3


@dataclass(frozen=True)
class Change:
    """One change; the sentence is translated when it is shown."""

    weight: Weight
    code: str
    sentence: str | Promise
    step_id: str = ""
    question_id: str = ""


def diff(old: FormDefinition, new: FormDefinition) -> list[Change]:
    """Everything that changed, the weightiest first."""
    found = [*_steps(old, new), *_questions(old, new), *_languages(old, new)]
    return sorted(found, key=lambda change: -change.weight)


def next_number(number: tuple[int, int, int], changes: Sequence[Change]) -> tuple[int, int, int]:
    """The number after these changes; none at all count as words."""
    major, minor, patch = number
    weight = max((change.weight for change in changes), default=Weight.PATCH)
    if weight == Weight.MAJOR:
        return major + 1, 0, 0
    return (major, minor + 1, 0) if weight == Weight.MINOR else (major, minor, patch + 1)


def note_of(changes: Sequence[Change]) -> dict[str, str]:
    """The changes in words, by language."""
    notes = {}
    for code, _name in settings.LANGUAGES:
        with override(code):
            told = [str(change.sentence) for change in changes[:MOST_TOLD]]
            rest = len(changes) - len(told)
            if rest:
                told.append(gettext("And {number} more changes.").format(number=rest))
            notes[code] = "\n".join(told)
    return notes


# --- Steps and languages ---------------------------------------------------------------------------------------------


def _steps(old: FormDefinition, new: FormDefinition) -> Iterator[Change]:
    before, after = ({step.id: step for step in form.steps} for form in (old, new))
    for step_id in [each for each in before if each not in after]:
        yield _step(Weight.MINOR, "step_removed", _("The step “{step}” was removed."), before[step_id])
    for step in new.steps:
        earlier = before.get(step.id)
        if earlier is None:
            yield _step(Weight.MINOR, "step_added", _("The step “{step}” was added."), step)
            continue
        if earlier.when != step.when:
            sentence = _("The condition of the step “{step}” changed.")
            yield _step(Weight.MINOR, "step_condition", sentence, step)
        if (earlier.title, earlier.text) != (step.title, step.text):
            yield _step(Weight.PATCH, "step_texts", _("Texts of the step “{step}” changed."), step)
    if _order(before, after) != _order(after, before):
        yield Change(Weight.MINOR, "step_order", _("The steps come in another order."))


def _order(ids: Mapping[str, Any], others: Mapping[str, Any]) -> list[str]:
    return [each for each in ids if each in others]


def _step(weight: Weight, code: str, sentence: Any, step: Step) -> Change:
    return Change(weight, code, format_lazy(sentence, step=titled(step)), step_id=step.id)


def _languages(old: FormDefinition, new: FormDefinition) -> Iterator[Change]:
    for code in [each for each in new.languages if each not in old.languages]:
        yield _language("language_added", _("The form is now complete in {language}."), code)
    for code in [each for each in old.languages if each not in new.languages]:
        yield _language("language_removed", _("The form is no longer complete in {language}."), code)


def _language(code: str, sentence: Any, language: str) -> Change:
    name = when_shown(lambda: str(get_language_info(language)["name_translated"]))
    return Change(Weight.MINOR, code, format_lazy(sentence, language=name))


# --- Questions -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True)
class _Placed:
    question: Question
    step_id: str
    group_id: str = ""


def _placed(form: FormDefinition) -> dict[str, _Placed]:
    found = {}
    for step in form.steps:
        for question in step.questions:
            found[question.id] = _Placed(question, step.id)
            found |= {inner.id: _Placed(inner, step.id, question.id) for inner in question.questions}
    return found


def _questions(old: FormDefinition, new: FormDefinition) -> Iterator[Change]:
    before, after = _placed(old), _placed(new)
    for question_id in [each for each in before if each not in after]:
        yield _told(
            Weight.MAJOR, "question_removed", _("“{question}” is no longer asked."), before[question_id]
        )
    for question_id, placed in after.items():
        earlier = before.get(question_id)
        if earlier is None:
            yield _told(Weight.MINOR, "question_added", _("“{question}” was added."), placed)
        else:
            yield from _question(earlier, placed)
    if _order(before, after) != _order(after, before):
        yield Change(Weight.MINOR, "question_order", _("The questions come in another order."))


def _question(earlier: _Placed, placed: _Placed) -> Iterator[Change]:
    was, now = earlier.question, placed.question
    if was.kind != now.kind:
        yield _told(Weight.MAJOR, "kind", _("“{question}” became another kind of question."), placed)
    if earlier.group_id != placed.group_id:
        yield _told(
            Weight.MAJOR, "group", _("“{question}” moved into a repeating group or out of one."), placed
        )
    elif earlier.step_id != placed.step_id:
        yield _told(Weight.MINOR, "moved", _("“{question}” moved to another step."), placed)
    if was.required != now.required:
        if now.required:
            yield _told(Weight.MAJOR, "required", _("“{question}” must now be answered."), placed)
        else:
            yield _told(Weight.MINOR, "optional", _("“{question}” may now be left empty."), placed)
    if was.when != now.when:
        yield _told(Weight.MINOR, "condition", _("The condition of “{question}” changed."), placed)
    if _works(was) != _works(now):
        yield _told(Weight.MINOR, "settings", _("The settings of “{question}” changed."), placed)
    yield from _choices(was, placed)
    if (was.label, was.hint, was.error, _words(was)) != (now.label, now.hint, now.error, _words(now)):
        yield _told(Weight.PATCH, "texts", _("Texts of “{question}” changed."), placed)


def _choices(was: Question, placed: _Placed) -> Iterator[Change]:
    before = {choice.id: choice for choice in was.choices}
    after = {choice.id: choice for choice in placed.question.choices}
    for choice_id in [each for each in before if each not in after]:
        sentence = _("“{question}” no longer offers “{choice}”.")
        yield _told(Weight.MAJOR, "choice_removed", sentence, placed, choice=_label(before[choice_id]))
    for choice_id in [each for each in after if each not in before]:
        sentence = _("“{question}” now offers “{choice}”.")
        yield _told(Weight.MINOR, "choice_added", sentence, placed, choice=_label(after[choice_id]))
    kept = _order(before, after)
    if kept != _order(after, before):
        yield _told(
            Weight.PATCH, "choice_order", _("The answers of “{question}” come in another order."), placed
        )
    if any(before[each] != after[each] for each in kept):
        yield _told(Weight.PATCH, "choice_texts", _("Answers of “{question}” were reworded."), placed)


def _label(choice: Any) -> Any:
    from_question = Question(id="", kind="", label=choice.label, name=choice.name)
    return called(from_question)


def _is_words(value: Any) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= dict(settings.LANGUAGES).keys()


def _works(question: Question) -> tuple[Any, ...]:
    """What decides how a question works, its words aside."""
    rest = {key: value for key, value in question.settings.items() if not _is_words(value)}
    return question.name, question.prefill, question.privacy, rest


def _words(question: Question) -> dict[str, Any]:
    return {key: value for key, value in question.settings.items() if _is_words(value)}


def _told(weight: Weight, code: str, sentence: Any, placed: _Placed, **parts: Any) -> Change:
    told = format_lazy(sentence, question=called(placed.question), **parts)
    return Change(weight, code, told, placed.step_id, placed.question.id)


# --- Terms -----------------------------------------------------------------------------------------------------------

_ONLY_WORDS = frozenset({"maintenance", "intro", "thanks", "mail_subject", "mail_text", "facts"})
_CALLED = {
    "needs_account": _("Whether one must sign in changed."),
    "opens_at": _("The opening changed."),
    "closes_at": _("The end of the time for it changed."),
    "most_in_total": _("The number of places changed."),
    "most_per_person": _("How often one person may send it changed."),
    "deadline": _("The time until an answer changed."),
    "deadline_unit": _("The time until an answer changed."),
    "objection_days": _("The time in which one may object changed."),
    "contact_question": _("Which question gives the address for messages changed."),
    "fee": _("The fee changed."),
    "fee_how": _("The fee changed."),
    "documents": _("The documents that follow a decision changed."),
}


def diff_terms(old: Terms, new: Terms) -> list[Change]:
    """What changed beside the form."""
    changed = [each.name for each in fields(Terms) if getattr(old, each.name) != getattr(new, each.name)]
    found = {}
    for name in changed:
        is_words = name in _ONLY_WORDS
        weight = Weight.PATCH if is_words else Weight.MINOR
        if name == "needs_account" and new.needs_account:
            weight = Weight.MAJOR
        sentence = (
            _("Texts of the service changed.") if is_words else _CALLED.get(name, _("The terms changed."))
        )
        found[str(sentence)] = Change(weight, "texts" if is_words else name, sentence)
    return sorted(found.values(), key=lambda change: -change.weight)
