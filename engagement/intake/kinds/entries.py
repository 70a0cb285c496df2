"""The entries of a repeating group in the page: a small form each, with buttons to add and to take away.

Each entry has a number that stays its own while others come and go: `<name>-order` lists them.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.utils import ErrorDict
from django.utils.translation import gettext as _

from cms.theme.forms import PortalForm
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, kind_of
from engagement.intake.kinds.pressing import hush, pressed

MOST_ENTRIES = 50
_ORDER = re.compile(r"\d{1,4}(,\d{1,4})*", re.ASCII)


class EntryForm(PortalForm):
    """One entry. `answers` after it was read; an entry nobody wrote anything in is left out, not scolded."""

    def __init__(
        self,
        question: Question,
        asking: Asking,
        *,
        number: int,
        stored: Mapping[str, Answer] | None = None,
        **options: Any,
    ) -> None:
        super().__init__(**options)
        self.number = number
        self.by_name = {f"q-{each.id}": each for each in question.questions}
        self.answers: dict[str, Answer] = {}
        for name, each in self.by_name.items():
            kind = kind_of(each)
            if kind.asks:
                self.fields[name] = kind.field(each, asking)
                self.initial[name] = kind.initial(each, (stored or {}).get(each.id))
        self.asking = asking

    def _clean_fields(self) -> None:
        self.answers = {}
        for name, field in self.fields.items():
            question = self.by_name[name]
            typed = field.widget.value_from_datadict(self.data, self.files, self.add_prefix(name))
            try:
                answer = kind_of(question).answer(question, field.clean(typed))
            except ValidationError as problem:
                self.add_error(name, problem)
                answer = kind_of(question).kept(question, field)
            if answer is not None:
                self.answers[question.id] = answer
        if not self.answers and self._is_untouched():
            self._errors = ErrorDict(renderer=self.renderer)

    def _is_untouched(self) -> bool:
        """Nothing was typed into it, nor chosen."""
        start = f"{self.prefix}-"
        return not any(
            any(value.strip() for value in values if isinstance(value, str))
            for key, values in self._sent()
            if key.startswith(start)
        ) and not any(key.startswith(start) for key in self.files or ())

    def _sent(self) -> list[tuple[str, list[Any]]]:
        if hasattr(self.data, "lists"):
            return list(self.data.lists())
        return [(key, value if isinstance(value, list) else [value]) for key, value in self.data.items()]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """Each question with its drawn field or what it says."""
        return [
            {"field": self[name]} if name in self.fields else {"body": kind_of(each).body(each, self.asking)}
            for name, each in self.by_name.items()
        ]


class Entries:
    """All entries that were sent. `too_many`: more than any group may have; they are not even looked at."""

    def __init__(self, forms_: Sequence[EntryForm], *, too_many: bool = False) -> None:
        self.forms, self.too_many = list(forms_), too_many

    def __bool__(self) -> bool:
        return bool(self.forms)


class GroupInput(forms.Widget):
    """Draws the entries; a button that was pressed has its effect when the data are read."""

    template_name = "intake/widgets/group.html"
    use_fieldset = True

    def __init__(self, *, question: Question, asking: Asking, least: int, most: int, entry: str = "") -> None:
        super().__init__()
        self.question, self.asking = question, asking
        self.least, self.most, self.entry = least, most, entry
        # What was read last, and from which data: reading twice would store files twice.
        self._read: tuple[Any, str, Entries] | None = None

    @property
    def needs_multipart_form(self) -> bool:  # type: ignore[override]  # a plain attribute in Django
        return any(kind_of(each).multipart for each in self.question.questions)

    @staticmethod
    def order_in(data: Mapping[str, Any], name: str) -> list[int]:
        """Numbers of the entries that were sent, each once; at most one more than any group may have."""
        # A list that is cut off ends in the middle of a number, far behind the most that count.
        text = str(data.get(f"{name}-order") or "")[: 5 * (MOST_ENTRIES + 2)].rstrip(",")
        numbers = [int(number) for number in text.split(",")] if _ORDER.fullmatch(text) else []
        return list(dict.fromkeys(numbers))[: MOST_ENTRIES + 1]

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Entries:
        if self._read is not None and self._read[0] is data and self._read[1] == name:
            return self._read[2]
        order = self.order_in(data, name)
        if len(order) > MOST_ENTRIES:
            entries = Entries((), too_many=True)
        else:
            order = [number for number in order if f"{name}-remove-{number}" not in data]
            new = f"{name}-add" in data and len(order) < self.most
            entries = Entries([self._form(number, name, data=data, files=files) for number in order])
            if new or not order:
                entries.forms.append(self._form(max(order, default=-1) + 1, name, data=data, files=files))
            self._hush(entries.forms, data, name)
        self._read = (data, name, entries)
        return entries

    def _hush(self, entries: Sequence[EntryForm], data: Mapping[str, Any], name: str) -> None:
        """A button of the group, or within one of its entries, scolds nothing; what answers it stays."""
        own = f"{name}-add" in data or any(key.startswith(f"{name}-remove-") for key in data)
        if own or any(pressed(form, form.by_name) for form in entries):
            for form in entries:
                hush(form)

    def _form(self, number: int, name: str, **options: Any) -> EntryForm:
        return EntryForm(self.question, self.asking, number=number, prefix=f"{name}-{number}", **options)

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return f"{name}-order" not in data

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        forms_ = value.forms if isinstance(value, Entries) else self._stored(name, value)
        word = self.entry or _("Entry")
        context["widget"] |= {
            "entries": [
                {"form": form, "title": f"{word} {position}", "number": form.number}
                for position, form in enumerate(forms_, 1)
            ],
            "order": ",".join(str(form.number) for form in forms_),
            "can_add": len(forms_) < self.most,
            "can_remove": len(forms_) > 1 or not self.least,
            "entry": self.entry,
        }
        return context

    def _stored(self, name: str, value: Any) -> list[EntryForm]:
        stored = list(value or ())[: self.most] if isinstance(value, list) else []
        # An empty entry to begin with: nobody has to press a button first.
        count = max(len(stored), self.least, 1)
        return [
            self._form(number, name, stored=stored[number] if number < len(stored) else None)
            for number in range(count)
        ]

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_entry_0" if id_ else id_
