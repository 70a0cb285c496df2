"""What a kind of question can do: draw itself as a field, read an answer, show it again.

An *answer* is plain JSON (text, number as text, true, list, object): what the database keeps. A kind never trusts
one: `read` is asked again for every stored answer before a form is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.html import escape
from django.utils.translation import gettext as _

from cms.kit.registry import Registry
from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question, text_in
from engagement.intake.kinds.settings import Setting, problems_of
from engagement.intake.kinds.writing import for_spreadsheet

# Errors with this code stay when a button within a question was pressed: they answer the press itself.
ANSWERS_THE_PRESS = "pressed"

Answer = Any
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Asking:
    """Who asks: language of the page, other answers so far, the form's draft where there is one."""

    language: str
    answers: Answers = field(default_factory=dict)
    # UUID of the draft: what uploads and confirmations belong to. Empty in previews and tests of a form.
    draft: str = ""
    # A person has pressed the step's button: now codes are sent and files are stored, not while a page is kept by
    # its script or a draft is read again.
    acts: bool = False
    # The day as of which conditions and limits are read; None: today. Of what was sent, the day it was sent.
    today: date | None = None
    # The answers were sent: they are shown as they stand, and never checked again.
    is_settled: bool = False
    # Previews show a field without a person behind it: nothing is sent, nothing is stored.
    is_preview: bool = False
    # Who is signed in (a User), for prefill and for addresses that are known to be theirs.
    person: Any = None
    # What stood in the address that began the form, for hidden questions.
    query: Mapping[str, str] = field(default_factory=dict)
    # Ids of files that were sent before: where a question is answered again they may be named, beside the draft's own.
    sent_files: frozenset[str] = frozenset()


class Verbatim(str):
    """A message that an editor wrote: a percent sign in it is one, whatever it is asked to fill in."""

    __slots__ = ()

    def __mod__(self, _facts: Any) -> str:
        return str(self)


class Kind:
    """Base of all kinds. `name` is stored in definitions and never changes."""

    name: str = ""
    title: str | Promise = ""
    icon: str = "form"
    # False for headings, texts and computed values: nothing to fill in.
    asks: bool = True
    # False for what nobody sees: hidden values.
    is_drawn: bool = True
    has_choices: bool = False
    # Repeating groups.
    has_questions: bool = False
    # The form's tag needs enctype="multipart/form-data", and its field the request's files.
    multipart: bool = False
    # ES modules (paths of static files) that make the field more comfortable; the field works without them.
    scripts: tuple[str, ...] = ()
    styles: tuple[str, ...] = ()
    # What an editor may set, besides label, hint and so on.
    settings: tuple[Setting, ...] = ()
    # What a new question of the kind begins with in the editor.
    privacy: str = Privacy.PERSONAL
    # Types of Python that an answer can have.
    shapes: tuple[type, ...] = (str,)

    # --- Drawing -------------------------------------------------------------------------------------------------

    def field(self, question: Question, asking: Asking) -> forms.Field:
        """A field of Django that draws the question and reads what was typed."""
        raise NotImplementedError

    def arguments(
        self, question: Question, asking: Asking, *, missing: str = "", wrong: str = "", **messages: str
    ) -> dict[str, Any]:
        """Label, hint, required and messages, for the field's constructor.

        The question's own message stands for a missing and a wrong answer; those of limits say more, and stay.
        """
        own = Verbatim(text_in(question.error, asking.language))
        return {
            "label": text_in(question.label, asking.language),
            # The template takes hints for HTML.
            "help_text": escape(text_in(question.hint, asking.language)),
            "required": question.required,
            "error_messages": {
                "required": own or missing or _("Please answer this question."),
                "invalid": own or wrong or _("This answer cannot be read. Please give it again."),
                **messages,
            },
        }

    def initial(self, question: Question, answer: Answer) -> Any:
        """A stored answer as the field's initial value."""
        return answer

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        """A button of this question was pressed, such as "Add another": the step is drawn again.

        The field itself has already done what the button asks for when it was bound. See `pressing`.
        """
        return False

    def body(self, question: Question, asking: Asking) -> str:
        """What a kind that asks nothing shows, as safe HTML; empty when there is nothing to show."""
        return ""

    # --- Reading -------------------------------------------------------------------------------------------------

    def answer(self, question: Question, cleaned: Any) -> Answer:
        """What the field cleaned, as plain JSON; None when it was left empty."""
        return cleaned or None

    def read(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        """A stored answer, checked whole as if it were typed now. Raises ValidationError, never anything else."""
        if answer is not None and not self.is_shaped(question, answer):
            raise unreadable()
        return self.read_shaped(question, answer, asking)

    def is_shaped(self, question: Question, answer: Answer) -> bool:
        """Whether an answer is JSON of the right type at all; what it says is looked at later."""
        return type(answer) in self.shapes

    def read_shaped(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        """Reads an answer of the right type, or None."""
        bound = self.field(question, asking)
        cleaned = bound.clean(self.initial(question, answer))
        return self.answer(question, cleaned)

    def kept(self, question: Question, field: forms.Field) -> Answer:
        """What a field that has just refused an answer still has, to be kept in the draft and asked about again."""
        return None

    def standing(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        """The answer of a kind that asks nothing: it never comes from what was sent. `answer` is the draft's."""
        return None

    def first(self, question: Question, asking: Asking) -> Answer:
        """What the draft starts with, before anything is prefilled; only hidden values have one."""
        return None

    def sent(self, question: Question, answer: Answer, asking: Asking, taker: str) -> None:
        """The form is being sent, in this transaction: what the answer names outside of it goes along.

        `taker` names the submission. What may go wrong has a `sentence` for the person (cms.files.errors).
        """

    # --- Showing -------------------------------------------------------------------------------------------------

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        """The answer in words, for review page, mail and export. Plain text: templates escape it."""
        return str(answer)

    def cell(self, question: Question, answer: Answer, language: str) -> str:
        """The same for a spreadsheet, which must not take it for a formula."""
        return for_spreadsheet(self.shown(question, answer, language))

    # --- For the editor --------------------------------------------------------------------------------------------

    def problems(self, question: Question) -> Sequence[str]:
        """What *Check* says of the question's settings; empty when all is well."""
        return problems_of(self.settings, question)

    def sample(self, question: Question, language: str) -> Answer:
        """An answer that fits, for previews."""
        return None


kinds: Registry[Kind] = Registry("kinds of questions")


def unreadable() -> ValidationError:
    """For stored answers that no form of ours has made."""
    return ValidationError(_("This answer cannot be read. Please give it again."), code="invalid")


def kind_of(question: Question) -> Kind:
    """The kind of a question; one that no longer exists is a mistake in the stored form."""
    kind = kinds.get(question.kind)
    if kind is None:
        raise ValidationError(_("This question cannot be shown."), code="unknown_kind")
    return kind
