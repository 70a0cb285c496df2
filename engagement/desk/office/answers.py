"""The answers of a case as they stand; of those that were asked again, what became of them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from django.utils.timezone import localdate

from cms.files.models import PrivateFile
from engagement.cases.answers import answered_corrections, laid_over
from engagement.cases.files import files_by_id, named_in
from engagement.cases.models import Case
from engagement.intake.definition import Question
from engagement.intake.evaluation import read_answers
from engagement.intake.kinds import Asking
from engagement.intake.kinds.base import kind_of
from engagement.intake.kinds.files import Files
from engagement.intake.showing import Line, sections_of


@dataclass(frozen=True)
class Shown:
    """A question with its answer; `earlier`: what stood there before in other words, the newest first.

    `is_anew`: the words are the same, what lies behind them is not: another drawing, another file of the same name.
    `kept_at`: asked again after all that, and left as it was.
    `files`: what lies behind the words, to be opened; of a question for files they are the whole answer.
    """

    label: str
    text: str
    earlier: tuple[str, ...] = ()
    corrected_at: datetime | None = None
    is_anew: bool = False
    kept_at: datetime | None = None
    files: tuple[PrivateFile, ...] = ()


@dataclass(frozen=True)
class ShownSection:
    """A step's questions."""

    title: str
    lines: tuple[Shown, ...]


@dataclass
class _History:
    """Of one question, over all corrections."""

    earlier: list[str] = field(default_factory=list)
    corrected_at: datetime | None = None
    kept_at: datetime | None = None

    def take(self, before: str, at: datetime | None, *, is_same: bool) -> None:
        """One more correction asked for it."""
        if is_same:
            self.kept_at = at
            return
        self.earlier.insert(0, before)
        self.corrected_at, self.kept_at = at, None


def answers_of(case: Case, language: str) -> list[ShownSection]:
    """As it was on the day it was sent, with its corrections: nothing is checked anew."""
    form = case.version.form_version.form
    answers = dict(case.submission.answers)
    told: dict[str, _History] = {}
    for correction in answered_corrections(case):
        for question_id, answer in correction.answers.items():
            question, before = form.question(question_id), answers.get(question_id)
            if question is not None:
                words = _words(question, before, language)
                told.setdefault(question_id, _History()).take(
                    words, correction.answered_at, is_same=answer == before
                )
        answers = laid_over(answers, correction.answers)
    known = files_by_id(case)
    day = localdate(case.submission.sent_at)
    reading = read_answers(form, answers, Asking(language, is_settled=True, today=day))
    return [
        ShownSection(
            section.title,
            tuple(
                _shown(
                    line,
                    told.get(line.question.id, _History()),
                    named_in(reading.answers.get(line.question.id), known),
                )
                for line in section.lines
            ),
        )
        for section in sections_of(reading, language)
    ]


def _shown(line: Line, history: _History, files: tuple[PrivateFile, ...]) -> Shown:
    """The newest earlier answer is not told where it reads as the one that stands."""
    is_anew = bool(history.earlier) and history.earlier[0] == line.text
    return Shown(
        line.label,
        "" if files and line.question.kind == Files.name else line.text,
        tuple(history.earlier[1:] if is_anew else history.earlier),
        history.corrected_at,
        is_anew,
        history.kept_at,
        files,
    )


def _words(question: Question, answer: object, language: str) -> str:
    return "" if answer is None else kind_of(question).shown(question, answer, language)
