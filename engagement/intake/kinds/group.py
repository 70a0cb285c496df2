"""A group of questions that can be answered several times: one entry for each child, vehicle, stall."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from engagement.intake.definition.model import Question, text_in
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Answer, Asking, Kind, kind_of, unreadable
from engagement.intake.kinds.entries import MOST_ENTRIES, Entries, GroupInput
from engagement.intake.kinds.pressing import answers_a_press
from engagement.intake.kinds.settings import Setting, SettingType

USUAL_MOST = 10


class GroupField(forms.Field):
    """Reads every entry with the fields of its questions."""

    widget: GroupInput

    def __init__(self, *, least: int, most: int, **options: Any) -> None:
        self.least, self.most = least, most
        # What was right in the entries, also when something else was not.
        self.right: list[dict[str, Answer]] = []
        super().__init__(**options)

    def clean(self, value: Any) -> list[dict[str, Answer]]:
        if not isinstance(value, Entries):
            raise unreadable()
        if value.too_many or len(value.forms) > self.most:
            raise ValidationError(_too_many(self.most), code="most")
        wrong = [number for number, form in enumerate(value.forms, 1) if not form.is_valid()]
        self.right = [form.answers for form in value.forms if form.answers]
        if wrong:
            raise ValidationError(
                ngettext(
                    "Please look at entry %(numbers)s again.",
                    "Please look at the entries %(numbers)s again.",
                    len(wrong),
                )
                % {"numbers": ", ".join(map(str, wrong))},
                code=ANSWERS_THE_PRESS if any(answers_a_press(form) for form in value.forms) else "entries",
            )
        answers = self.right
        least = max(self.least, 1 if self.required else 0)
        if len(answers) < least and (answers or self.required):
            if not answers:
                raise ValidationError(self.error_messages["required"], code="required")
            raise ValidationError(_too_few(least), code="least")
        return answers


def _too_many(most: int) -> str:
    return ngettext(
        "There can be at most %(count)s entry. Take some away.",
        "There can be at most %(count)s entries. Take some away.",
        most,
    ) % {"count": most}


def _too_few(least: int) -> str:
    return ngettext(
        "There must be at least %(count)s entry.", "There must be at least %(count)s entries.", least
    ) % {"count": least}


class Group(Kind):
    """Questions that are asked together, as often as needed."""

    name, title, icon = "group", gettext_lazy("Repeating group"), "copy"
    has_questions = True
    shapes = (list,)
    settings = (
        Setting("least", SettingType.INTEGER, gettext_lazy("Fewest entries")),
        Setting("most", SettingType.INTEGER, gettext_lazy("Most entries"), default=USUAL_MOST),
        Setting("entry", SettingType.TEXTS, gettext_lazy("What one entry is called (Child, Vehicle)")),
    )

    def most(self, question: Question) -> int:
        """The limit of entries."""
        return min(question.settings.get("most") or USUAL_MOST, MOST_ENTRIES)

    def least(self, question: Question) -> int:
        """How many there must be at least."""
        return question.settings.get("least") or 0

    def field(self, question: Question, asking: Asking) -> forms.Field:
        least = max(self.least(question), 1 if question.required else 0)
        return GroupField(
            least=self.least(question),
            most=self.most(question),
            widget=GroupInput(
                question=question,
                asking=asking,
                least=least,
                most=self.most(question),
                entry=text_in(question.settings.get("entry") or {}, asking.language),
            ),
            **self.arguments(question, asking, missing=_("Give at least one entry.")),
        )

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        ours = (f"{name}-add", f"{name}-remove-")
        inner = f"{name}-"
        return any(key.startswith(ours) for key in data) or any(
            kind_of(each).pressed(each, f"{inner}{entry}-q-{each.id}", data)
            for entry in GroupInput.order_in(data, name)
            for each in question.questions
        )

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        return (
            type(answer) is list
            and len(answer) <= self.most(question)
            and all(type(entry) is dict for entry in answer)
        )

    def read(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        if type(answer) is list and len(answer) > self.most(question):
            raise ValidationError(_too_many(self.most(question)), code="most")
        return super().read(question, answer, asking)

    def read_shaped(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        entries = []
        for number, entry in enumerate(answer or (), 1):
            try:
                known = _read_entry(question, entry, asking)
            except ValidationError as problem:
                raise ValidationError(
                    [f"{number}. {message}" for message in problem.messages], code="entries"
                ) from problem
            if known:
                entries.append(known)
        least = max(self.least(question), 1 if question.required else 0)
        if len(entries) < least and (entries or question.required):
            own = text_in(question.error, asking.language)
            raise ValidationError(
                _too_few(least) if entries else own or _("Give at least one entry."), code="least"
            )
        return entries or None

    def kept(self, question: Question, field: forms.Field) -> Answer:
        return (field.right or None) if isinstance(field, GroupField) else None

    def sent(self, question: Question, answer: Answer, asking: Asking, taker: str) -> None:
        for entry in answer:
            for each in question.questions:
                if each.id in entry:
                    kind_of(each).sent(each, entry[each.id], asking, taker)

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        """A small list as plain text: an entry begins with its number, and each answer has a line of its own."""
        lines = []
        for number, entry in enumerate(answer, 1):
            told = [
                _told(text_in(each.label, language), kind_of(each).shown(each, entry[each.id], language))
                for each in question.questions
                if entry.get(each.id) is not None
            ]
            lines += [f"{number}. {told[0]}", *(f"– {line}" for line in told[1:])] if told else [f"{number}."]
        return "\n".join(lines)

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        if not question.questions:
            found.append(_("The group has no questions."))
        for each in question.questions:
            kind = kind_of(each)
            if kind.has_questions or not kind.is_drawn or (not kind.asks and each.kind == "computed"):
                found.append(
                    _("“%(label)s” cannot stand in a group.")
                    % {"label": text_in(each.label, "el") or each.kind}
                )
            if each.when is not None:
                found.append(_("A question of a group cannot have a condition; give one to the group."))
            found += kind.problems(each)
        least, most = question.settings.get("least"), question.settings.get("most") or USUAL_MOST
        if isinstance(most, int) and not 0 < most <= MOST_ENTRIES:
            found.append(_("A group can have between 1 and %(count)s entries.") % {"count": MOST_ENTRIES})
        if isinstance(least, int) and isinstance(most, int) and least > most:
            found.append(_("The fewest entries are more than the most."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        entry = {each.id: kind_of(each).sample(each, language) for each in question.questions}
        known = {key: value for key, value in entry.items() if value is not None}
        return [known] * max(self.least(question), 1) if known else None


def _told(label: str, text: str) -> str:
    """A label that is a question in full keeps its own mark."""
    return f"{label} {text}" if label.endswith((";", "?", ":", "\u037e")) else f"{label}: {text}"


def _read_entry(question: Question, entry: Mapping[str, Any], asking: Asking) -> dict[str, Answer]:
    """The answers of one entry; what is not of its questions is left out. An entry without any answer is empty."""
    asked = [each for each in question.questions if kind_of(each).asks]
    if all(entry.get(each.id) is None for each in asked):
        return {}
    known: dict[str, Answer] = {}
    problems: list[str] = []
    for each in asked:
        try:
            value = kind_of(each).read(each, entry.get(each.id), replace(asking, answers=known))
        except ValidationError as problem:
            problems += [f"{text_in(each.label, asking.language)}: {text}" for text in problem.messages]
            continue
        if value is not None:
            known[each.id] = value
    if problems:
        raise ValidationError(problems)
    return known
