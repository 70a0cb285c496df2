"""A timeline in words: for the officer whole, for the applicant what is public and without names."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.accounts.models import Department
from cms.files.models import PrivateFile
from engagement.cases.choices import CaseState, EntryKind, Identity, Outcome
from engagement.cases.files import files_by_id, named_in
from engagement.cases.models import Case, Entry
from engagement.intake.choices import Channel
from engagement.intake.definition.model import text_in


@dataclass(frozen=True)
class TimelineLine:
    """One line: when, what, by whom, and the text that was written."""

    at: datetime
    title: str
    text: str = ""
    who: str = ""
    detail: str = ""
    kind: str = ""
    is_public: bool = True
    files: tuple[PrivateFile, ...] = ()


def timeline_for_staff(case: Case) -> list[TimelineLine]:
    """Newest first, with names. Three queries whatever its length; one more where files came with it."""
    departments = _departments()
    entries = list(case.timeline.select_related("by").order_by("-number"))
    people, questions, files = _people(entries), _questions(case, entries), _files(case, entries)
    return [
        _line(
            entry,
            departments,
            people,
            questions,
            files,
            who=str(entry.by) if entry.by else _role(entry.by_role),
        )
        for entry in entries
    ]


def timeline_for_applicant(case: Case) -> list[TimelineLine]:
    """Newest first, public entries only; people of the town hall by their role, the reader as such."""
    departments, entries = _departments(), list(case.timeline.public().order_by("-number"))
    questions, files, you = _questions(case, entries), _files(case, entries), _("you")
    return [
        _line(entry, departments, {}, questions, files, who=_role(entry.by_role, you), is_applicant=True)
        for entry in entries
    ]


def _departments() -> dict[str, str]:
    return {department.code: str(department) for department in Department.objects.all()}


def _questions(case: Case, entries: list[Entry]) -> dict[str, str]:
    """What each question of its form asks, in the reader's language where the form has it; if any was asked again."""
    if not any(entry.data.get("questions") for entry in entries):
        return {}
    form = case.version.form_version.form
    language = form.language_for(get_language() or "")
    return {question.id: text_in(question.label, language) for question in form.questions()}


def _files(case: Case, entries: list[Entry]) -> dict[str, PrivateFile]:
    """All of the case by their id; if any came with words."""
    return files_by_id(case) if any(entry.data.get("files") for entry in entries) else {}


def _people(entries: list[Entry]) -> dict[int, str]:
    """Names of those to whom it was given, and of those who were asked."""
    ids = {entry.data.get(key) for entry in entries for key in ("officer", "colleague")}
    found: Any = get_user_model().objects.in_bulk([each for each in ids if isinstance(each, int)])
    return {each: str(person) for each, person in found.items()}


def _role(role: str, applicant: str = "") -> str:
    words = {"officer": _("officer"), "applicant": applicant or _("applicant"), "portal": _("the portal")}
    return words.get(role, role)


def _line(
    entry: Entry,
    departments: dict[str, str],
    people: dict[int, str],
    questions: dict[str, str],
    files: dict[str, PrivateFile],
    *,
    who: str,
    is_applicant: bool = False,
) -> TimelineLine:
    return TimelineLine(
        at=entry.at,
        title=_title(entry, is_applicant=is_applicant),
        text=entry.text,
        who=who,
        detail=" · ".join(_details(entry, departments, people) + _asked_again(entry, questions)),
        kind=entry.kind,
        is_public=entry.is_public,
        files=named_in(entry.data.get("files"), files),
    )


def _title(entry: Entry, *, is_applicant: bool) -> str:
    if entry.kind == EntryKind.DECIDED:
        outcome = str(Outcome(entry.data["outcome"]).label)
        return (
            _("Decided by silence: %(outcome)s") if entry.data.get("tacit") else _("Decided: %(outcome)s")
        ) % {"outcome": outcome}
    if entry.kind == EntryKind.MOVED and entry.data.get("to"):
        state = CaseState(entry.data["to"])
        return capfirst(state.told if is_applicant else str(state.label))
    if entry.kind == EntryKind.TO_APPLICANT and entry.data.get("to") == CaseState.WAITING_FOR_APPLICANT:
        return _("We asked you for something") if is_applicant else _("Asked the applicant")
    if entry.kind == EntryKind.DOCUMENT:
        ended = entry.data.get("standing", "")
        told = _("Document revoked: %(number)s") if ended else _("Document issued: %(number)s")
        return told % {"number": entry.data.get("number", "")}
    if entry.kind == EntryKind.ASSIGNED:
        return _assigned(entry)
    return _named(entry, is_applicant=is_applicant)


def _named(entry: Entry, *, is_applicant: bool) -> str:
    """By its kind, unless its details say more."""
    if entry.kind == EntryKind.FROM_APPLICANT and "answers" in entry.data:
        return _("You answered again") if is_applicant else _("The applicant answered again")
    if entry.kind == EntryKind.DELIVERY and entry.data.get("failed"):
        return _("A letter could not be delivered")
    return str(EntryKind(entry.kind).label).capitalize()


def _assigned(entry: Entry) -> str:
    if entry.data.get("officer") or entry.data.get("has_officer"):
        return _("Given to an officer")
    department = entry.data.get("department")
    is_another = department and department != entry.data.get("from_department")
    return _("Passed to a department") if is_another else _("Waits for an officer")


def _asked_again(entry: Entry, questions: dict[str, str]) -> list[str]:
    asked = [questions[each] for each in entry.data.get("questions") or () if each in questions]
    if not asked:
        return []
    is_answer = entry.kind == EntryKind.FROM_APPLICANT
    words = _("answered again: %(questions)s") if is_answer else _("to be answered again: %(questions)s")
    return [words % {"questions": ", ".join(asked)}]


def _details(entry: Entry, departments: dict[str, str], people: dict[int, str]) -> list[str]:
    data: dict[str, Any] = entry.data
    parts = [people[data[key]] for key in ("officer", "colleague") if data.get(key) in people]
    if data.get("department"):
        parts.append(departments.get(data["department"], data["department"]))
    if data.get("due_before") and data["due_before"] != data["due"]:
        parts.append(
            _("new day: %(new)s, before: %(old)s")
            % {"new": _day(data["due"]), "old": _day(data["due_before"])}
        )
    elif data.get("due") and not data.get("due_before"):
        parts.append(_("answer by %(day)s") % {"day": _day(data["due"])})
    if data.get("identity"):
        seen = _("identity: %(how)s") % {"how": Identity(data["identity"]).label}
        parts += [str(Channel(data["channel"]).label), seen]
    if data.get("body"):
        parts.append(data["body"])
    if data.get("replaces"):
        parts.append(_("in place of %(number)s") % {"number": data["replaces"]})
    return parts


def _day(text: str) -> str:
    return date_format(date.fromisoformat(text), "DATE_FORMAT")
