"""What a kind of question can do: draw itself as a field, read an answer, show it again.

An *answer* is plain JSON (text, number as text, true, list, object): what the database keeps. A kind never trusts
one: `read` is asked again for every stored answer before a form is sent.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from cms.kit.registry import Registry
from engagement.intake.definition.model import Question, text_in

Answer = Any
Answers = Mapping[str, Answer]


@dataclass(frozen=True)
class Asking:
    """Who asks: language of the page, other answers so far, the form's draft where there is one."""

    language: str
    answers: Answers = field(default_factory=dict)
    # UUID of the draft: what uploads and confirmations belong to. Empty in previews and tests of a form.
    draft: str = ""
    # Previews show a field without a person behind it.
    is_preview: bool = False


class Kind:
    """Base of all kinds. `name` is stored in definitions and never changes."""

    name: str = ""
    title: str | Promise = ""
    icon: str = "form"
    # False for headings, texts and computed values: nothing to fill in.
    asks: bool = True
    has_choices: bool = False

    # --- Drawing -------------------------------------------------------------------------------------------------

    def field(self, question: Question, asking: Asking) -> forms.Field:
        """A field of Django that draws the question and reads what was typed."""
        raise NotImplementedError

    def arguments(self, question: Question, asking: Asking) -> dict[str, Any]:
        """Label, hint, required and messages, for the field's constructor."""
        own = text_in(question.error, asking.language)
        missing = own or _("Please answer this question.")
        return {
            "label": text_in(question.label, asking.language),
            "help_text": text_in(question.hint, asking.language),
            "required": question.required,
            "error_messages": {"required": missing, **({"invalid": own} if own else {})},
        }

    def initial(self, question: Question, answer: Answer) -> Any:
        """A stored answer as the field's initial value."""
        return answer

    # --- Reading -------------------------------------------------------------------------------------------------

    def answer(self, question: Question, cleaned: Any) -> Answer:
        """What the field cleaned, as plain JSON; None when it was left empty."""
        return cleaned or None

    def read(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        """A stored answer, checked whole as if it were typed now. Raises ValidationError."""
        bound = self.field(question, asking)
        cleaned = bound.clean(self.initial(question, answer))
        return self.answer(question, cleaned)

    # --- Showing -------------------------------------------------------------------------------------------------

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        """The answer in words, for review page, mail and export. Plain text: templates escape it."""
        return str(answer)

    # --- For the editor --------------------------------------------------------------------------------------------

    def problems(self, question: Question) -> Sequence[str]:
        """What *Check* says of the question's settings; empty when all is well."""
        return ()

    def sample(self, question: Question, language: str) -> Answer:
        """An answer that fits, for previews."""
        return None


kinds: Registry[Kind] = Registry("kinds of questions")


def kind_of(question: Question) -> Kind:
    """The kind of a question; one that no longer exists is a mistake in the stored form."""
    kind = kinds.get(question.kind)
    if kind is None:
        raise ValidationError(_("This question cannot be shown."), code="unknown_kind")
    return kind
