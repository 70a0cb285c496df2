"""Files that came with a request or with what was written about it later: which they are, and who may open them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import QuerySet

from cms.files.models import PrivateFile
from engagement.cases.answers import answered_corrections, laid_over
from engagement.cases.choices import EntryKind
from engagement.cases.models import Case
from engagement.cases.rules import is_applicant, may_see

# What engagement.intake writes as the taker of a file when a form is sent.
TAKER = "submission:"


def files_of(case: Case) -> QuerySet[PrivateFile]:
    """Those that were sent with the form, and those that came with a correction, an objection or a message."""
    return PrivateFile.objects.filter(taker=f"{TAKER}{case.submission_id}").order_by("created_at")


def files_by_id(case: Case) -> dict[str, PrivateFile]:
    """The same, to be found by what an answer or an entry names. One query."""
    return {str(file.pk): file for file in files_of(case)}


def named_in(answer: Any, known: Mapping[str, PrivateFile]) -> tuple[PrivateFile, ...]:
    """The files that an answer names, each once and in its order."""
    return tuple(known[text] for text in dict.fromkeys(_texts_in(answer)) if text in known)


def enclosed_with(case: Case) -> dict[str, tuple[str, datetime]]:
    """Of files that came beside words, by their id: with which kind of entry, and when. One query."""
    written = case.timeline.filter(kind__in=(EntryKind.OBJECTION, EntryKind.FROM_APPLICANT))
    found: Iterable[tuple[str, datetime, dict[str, Any]]] = written.values_list("kind", "at", "data")
    return {each: (kind, at) for kind, at, data in found for each in data.get("files") or ()}


@dataclass(frozen=True)
class Whereabouts:
    """`later`: when a file came that was not sent with the form; `standing`: ids that the answers name today."""

    later: dict[str, datetime]
    standing: frozenset[str]


def whereabouts_of_files(case: Case) -> Whereabouts:
    """Of files by their id, wherever in an answer it stands, also as a drawing or in a group. One query."""
    known = set(_texts_in(case.submission.answers))
    later: dict[str, datetime] = {}
    answers = dict(case.submission.answers)
    for correction in answered_corrections(case):
        for text in _texts_in(correction.answers):
            if text not in known and correction.answered_at is not None:
                later.setdefault(text, correction.answered_at)
        answers = laid_over(answers, correction.answers)
    return Whereabouts(later, frozenset(_texts_in(answers)))


def _texts_in(answer: Any) -> Iterator[str]:
    if isinstance(answer, str):
        yield answer
    elif isinstance(answer, (list, dict)):
        for part in answer.values() if isinstance(answer, dict) else answer:
            yield from _texts_in(part)


def may_read_form_file(person: Any, file: PrivateFile) -> bool:
    """Whoever may see the case, and the applicant's own account."""
    if not file.taker.startswith(TAKER):
        return False
    case = Case.objects.filter(submission_id=file.taker.removeprefix(TAKER)).first()
    return case is not None and (may_see(person, case) or is_applicant(person, case))
