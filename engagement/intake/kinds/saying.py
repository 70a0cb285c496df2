"""What a form says, and what a person accepts: headings, texts, declarations, hidden values."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html
from django.utils.safestring import mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override
from wagtail.whitelist import Whitelister

from engagement.intake.choices import Privacy
from engagement.intake.definition.model import Question, Texts, text_in
from engagement.intake.kinds.base import Answer, Asking, Kind
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import cleaned_text, one_line

LONGEST_HIDDEN = 200
_HARMLESS = Whitelister()
# Not to be read as text either, once their element is gone.
_UNREAD = re.compile(r"<(script|style)\b.*?(</\1\s*>|$)", re.IGNORECASE | re.DOTALL)


def rich(texts: Texts, language: str) -> str:
    """An editor's HTML without anything that could run, ready for a template."""
    text = _UNREAD.sub("", text_in(texts, language))
    return mark_safe(str(_HARMLESS.clean(text)))  # noqa: S308 (only elements of the list are left)


class Heading(Kind):
    """A heading between questions: the label."""

    name, title, icon = "heading", gettext_lazy("Heading"), "title"
    asks = False
    privacy = Privacy.OPEN

    def body(self, question: Question, asking: Asking) -> str:
        hint = text_in(question.hint, asking.language)
        return format_html(
            "<h2>{}</h2>{}",
            text_in(question.label, asking.language),
            format_html('<p class="govuk-hint">{}</p>', hint) if hint else "",
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return ""

    def problems(self, question: Question) -> list[str]:
        return [] if any(question.label.values()) else [_("The heading has no text.")]


class RichText(Heading):
    """A text between questions."""

    name, title, icon = "rich_text", gettext_lazy("Text"), "doc-full"
    settings = (Setting("text", SettingType.TEXTS, gettext_lazy("Text"), required=True),)

    def body(self, question: Question, asking: Asking) -> str:
        return format_html(
            '<div class="prose">{}</div>', rich(question.settings.get("text") or {}, asking.language)
        )

    def problems(self, question: Question) -> list[str]:
        return list(Kind.problems(self, question))


class Declaration(Kind):
    """Something that must be accepted before the form goes on."""

    name, title, icon = "declaration", gettext_lazy("Declaration to accept"), "success"
    shapes = (bool,)
    settings = (Setting("text", SettingType.TEXTS, gettext_lazy("What is declared")),)

    def field(self, question: Question, asking: Asking) -> forms.Field:
        told = self.arguments(
            question, asking, missing=_("You can go on only when you accept this. Tick the box.")
        )
        text = rich(question.settings.get("text") or {}, asking.language)
        if text:
            told["help_text"] = format_html('<div class="declared">{}</div>{}', text, told["help_text"])
        return forms.BooleanField(**told)

    def answer(self, question: Question, cleaned: Any) -> Answer:
        return True if cleaned else None

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        with override(language):
            return _("Accepted") if answer is True else _("Not accepted")

    def sample(self, question: Question, language: str) -> Answer:
        return True


class Hidden(Kind):
    """A value that nobody types: a fixed one, or one of the address that began the form, read once by the server."""

    name, title, icon = "hidden", gettext_lazy("Hidden value"), "view"
    asks = False
    is_drawn = False
    privacy = Privacy.OPEN
    settings = (
        Setting("value", SettingType.TEXT, gettext_lazy("Fixed value")),
        Setting("parameter", SettingType.TEXT, gettext_lazy("Else: name of a parameter in the address")),
    )

    def first(self, question: Question, asking: Asking) -> Answer:
        parameter = question.settings.get("parameter")
        if not parameter or question.settings.get("value"):
            return None
        return self._read(asking.query.get(str(parameter)))

    def standing(self, question: Question, answer: Answer, asking: Asking) -> Answer:
        # A fixed value is always that of the form; the draft's counts only for what an address brought.
        return question.settings.get("value") or (
            self._read(answer) if question.settings.get("parameter") else None
        )

    def _read(self, text: Any) -> str | None:
        if not isinstance(text, str) or len(text) > LONGEST_HIDDEN:
            return None
        try:
            return one_line(cleaned_text(text)) or None
        except ValidationError:
            return None

    def problems(self, question: Question) -> list[str]:
        found = list(super().problems(question))
        if not question.settings.get("value") and not question.settings.get("parameter"):
            found.append(_("The hidden value has neither a value nor the name of a parameter."))
        return found

    def sample(self, question: Question, language: str) -> Answer:
        return question.settings.get("value") or "…"
