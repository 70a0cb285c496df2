"""What people read: texts that are missing in a language, and such as are hard to read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from django.conf import settings
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from cms.kit.texts import when_shown
from engagement.intake.checking.findings import Finding, Level, finding
from engagement.intake.checking.structure import each_question
from engagement.intake.choices import Privacy
from engagement.intake.definition.model import FormDefinition, Question, Step, Texts

LONGEST_LABEL = 120
NUMBERS_OF_PERSONS = frozenset({"afm", "amka", "iban", "identifier"})
# Their label may be empty: the text is in the settings.
UNLABELLED = frozenset({"rich_text", "hidden"})


def missing_texts(form: FormDefinition, languages: Sequence[str]) -> Iterator[Finding]:
    """Texts that the form lacks. In a language it is offered in, or wholly, that is an error; in another of the
    town's languages it means that the form is not offered there yet."""
    for step in form.steps:
        yield from _missing(form, languages, step, None, [step.title], demanded=True)
        yield from _missing(form, languages, step, None, [step.text])
    for step, question in each_question(form):
        is_labelled = question.kind not in UNLABELLED
        yield from _missing(form, languages, step, question, [question.label], demanded=is_labelled)
        labels = [choice.label for choice in question.choices]
        yield from _missing(form, languages, step, question, labels, demanded=True)
        others = [question.hint, question.error, *(choice.hint for choice in question.choices)]
        others += [each for each in question.settings.values() if _are_texts(each)]
        yield from _missing(form, languages, step, question, others)


def _are_texts(value: object) -> bool:
    return isinstance(value, Mapping) and bool(value) and value.keys() <= dict(settings.LANGUAGES).keys()


def _missing(
    form: FormDefinition,
    languages: Sequence[str],
    step: Step,
    question: Question | None,
    every: Sequence[Texts],
    *,
    demanded: bool = False,
) -> Iterator[Finding]:
    lacking = {
        code
        for texts in every
        for code in languages
        if not (texts.get(code) or "").strip() and (demanded or any(texts.values()))
    }
    for code in [code for code in languages if code in lacking]:
        is_error = code in form.languages or not any(any(texts.values()) for texts in every)
        sentence = (
            _("“{question}” has a text that is missing in {language}.")
            if question is not None
            else _("The step “{step}” has a text that is missing in {language}.")
        )
        yield finding(
            Level.ERROR if is_error else Level.ADVICE,
            "missing_text",
            sentence,
            step=step,
            question=question,
            language=when_shown(lambda code=code: str(get_language_info(code)["name_translated"])),  # type: ignore[misc]  # the default binds the loop's value, which mypy cannot infer
        )


def wording(form: FormDefinition) -> Iterator[Finding]:
    """Labels in capitals or too long, and delicate questions that do not say what for."""
    for step, question in each_question(form):
        labels = [text for text in question.label.values() if text]
        if any(_is_shouted(text) for text in labels):
            sentence = _("“{question}” is written in capitals: that is hard to read.")
            yield finding(Level.ADVICE, "capitals", sentence, step=step, question=question)
        if any(len(text) > LONGEST_LABEL for text in labels):
            sentence = _("The question “{question}” is long. Ask briefly, and explain in the hint.")
            yield finding(Level.ADVICE, "long_label", sentence, step=step, question=question)
        is_delicate = question.privacy == Privacy.SENSITIVE or question.kind in NUMBERS_OF_PERSONS
        if is_delicate and not any(question.hint.values()):
            sentence = _("“{question}” is a delicate thing to ask. Say in the hint what it is needed for.")
            yield finding(Level.ADVICE, "no_need_told", sentence, step=step, question=question)


def _is_shouted(text: str) -> bool:
    letters = [letter for letter in text if letter.isalpha()]
    return len(letters) > 10 and text == text.upper()
