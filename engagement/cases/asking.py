"""Which opinions are still awaited: what was asked, and by which answer it was answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import groupby
from operator import attrgetter
from typing import Any

from engagement.cases.choices import OPEN_STATES, CaseState, EntryKind
from engagement.cases.models import Case, Entry

KINDS = (EntryKind.CONSULTED, EntryKind.OPINION, EntryKind.DECIDED, EntryKind.MOVED)


@dataclass(frozen=True)
class Asked:
    """One who was asked: a colleague by id, or a body by name. `waits`: nothing goes on until they answer."""

    colleague: int | None
    body: str
    waits: bool
    question: str = ""


def awaited(case: Case) -> list[Asked]:
    """In the order in which they were asked. A decision ends all asking. One query."""
    return _left(case.timeline.filter(kind__in=KINDS).order_by("number"))


def waiting_for(person: Any) -> list[int]:
    """Ids of the open cases in which the opinion of this person is awaited. Two queries at most."""
    asked = Entry.objects.filter(
        kind=EntryKind.CONSULTED, data__colleague=person.pk, case__state__in=OPEN_STATES
    )
    ids = set(asked.values_list("case_id", flat=True))
    if not ids:
        return []
    entries = Entry.objects.filter(case_id__in=ids, kind__in=KINDS).order_by("case_id", "number")
    return [
        case_id
        for case_id, lines in groupby(entries, key=attrgetter("case_id"))
        if any(each.colleague == person.pk for each in _left(lines))
    ]


def answering(waiting: list[Asked], person_id: int | None) -> list[Asked]:
    """Whose asking an opinion of this person answers: their own, else the one for whom an officer enters it."""
    own = [each for each in waiting if each.colleague is not None and each.colleague == person_id]
    # What keeps the case waiting comes first; a body answers on paper, a colleague here.
    return own or sorted(waiting, key=lambda each: (not each.waits, each.colleague is not None))[:1]


def answered_by(waiting: list[Asked], person_id: int | None) -> list[Asked]:
    """What is still awaited after an opinion of this person."""
    answered = answering(waiting, person_id)
    return [each for each in waiting if not any(each is one for one in answered)]


def _left(entries: Iterable[Entry]) -> list[Asked]:
    waiting: list[Asked] = []
    for entry in entries:
        if entry.kind == EntryKind.CONSULTED:
            waiting += _asked(entry)
        elif entry.kind == EntryKind.DECIDED:
            waiting = []
        elif entry.kind == EntryKind.MOVED:
            # An officer went on without them: they may still answer, and nothing waits for it.
            if entry.data.get("from") == CaseState.WAITING_FOR_BODY:
                waiting = [replace(each, waits=False) for each in waiting]
        else:
            waiting = answered_by(waiting, entry.by_id)
    return waiting


def _asked(entry: Entry) -> list[Asked]:
    colleague, body = entry.data.get("colleague"), entry.data.get("body") or ""
    waits = "to" in entry.data or bool(entry.data.get("waits"))
    return [
        *([Asked(colleague, "", waits, entry.text)] if colleague else []),
        *([Asked(None, body, waits, entry.text)] if body else []),
    ]
