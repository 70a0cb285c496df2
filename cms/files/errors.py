"""Why a file is not taken, and the sentence for each reason in the reader's language. Nowhere else."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

from django.template.defaultfilters import filesizeformat
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class Refusal(StrEnum):
    """Reasons; a form may look at them, people read the sentence."""

    EMPTY = "empty"
    TOO_LARGE = "too-large"
    TOO_MANY = "too-many"
    KIND = "kind"
    DAMAGED = "damaged"
    PICTURE_TOO_LARGE = "picture-too-large"
    LOCKED = "locked"
    MACROS = "macros"
    ACTIVE = "active"
    UNPACKS_TOO_LARGE = "unpacks-too-large"
    INFECTED = "infected"
    NOT_THERE = "not-there"
    TAKEN = "taken"


SENTENCES: dict[Refusal, str | Promise] = {
    Refusal.EMPTY: _("The file is empty."),
    Refusal.TOO_LARGE: _("The file is larger than %(limit)s. Choose a smaller one."),
    Refusal.TOO_MANY: _("You have uploaded many files that no form has taken yet. Remove some of them first."),
    Refusal.KIND: _("This kind of file is not taken here. You can send: %(kinds)s."),
    Refusal.DAMAGED: _("The file is damaged or not complete. Open it on your device, save it again and send that."),
    Refusal.PICTURE_TOO_LARGE: _("The picture has more than %(limit)s million points. Make it smaller first."),
    Refusal.LOCKED: _("The file is protected with a password. Save a copy without protection and send that."),
    Refusal.MACROS: _("The file has macros in it. Save it without macros, or as PDF, and send that."),
    Refusal.ACTIVE: _("The file has something in it that would run when it is opened. Print it as PDF and send that."),
    Refusal.UNPACKS_TOO_LARGE: _("The file would become far too large when it is opened."),
    Refusal.INFECTED: _("A virus was found in the file. It was not kept. Check your device before you try again."),
    Refusal.NOT_THERE: _("The file is no longer here. Upload it again."),
    Refusal.TAKEN: _("The file belongs to a form that was already sent. Upload it again."),
}  # fmt: skip


class FileRefused(Exception):
    """The file cannot be taken. `code` says why to a program, `sentence` (and `str`) to a person."""

    def __init__(self, code: Refusal, **facts: Any) -> None:
        super().__init__(code.value, facts)
        self.code = code
        self.facts = facts

    @property
    def sentence(self) -> str:
        """In the active language."""
        facts = dict(self.facts)
        if isinstance(facts.get("limit"), int) and self.code is Refusal.TOO_LARGE:
            facts["limit"] = filesizeformat(facts["limit"])
        if "kinds" in facts:
            facts["kinds"] = ", ".join(sorted((str(kind.label) for kind in facts["kinds"]), key=str.casefold))
        return str(SENTENCES[self.code]) % facts

    def __str__(self) -> str:
        return self.sentence


class WrongMove(Exception):
    """A file cannot go from this state to that one."""
