"""What is different between two versions of a service, in words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from engagement.eservices.contract import Terms
from engagement.eservices.models import ServiceVersion
from engagement.intake.contract import FormDefinition, Question, Step, in_words, text_in
from pages.services.findings import name_of

# What editors call the terms.
TERMS = {
    "needs_account": gettext_lazy("who may send"),
    "opens_at": gettext_lazy("when it can be sent"),
    "closes_at": gettext_lazy("when it can be sent"),
    "most_in_total": gettext_lazy("how often it can be sent"),
    "most_per_person": gettext_lazy("how often it can be sent"),
    "maintenance": gettext_lazy("out of order"),
    "deadline": gettext_lazy("promised time"),
    "deadline_unit": gettext_lazy("promised time"),
    "fee": gettext_lazy("fee"),
    "thanks": gettext_lazy("messages"),
    "mail_subject": gettext_lazy("messages"),
    "mail_text": gettext_lazy("messages"),
}


def changes_between(before: ServiceVersion, after: ServiceVersion, language: str) -> list[str]:
    """Sentences for the editor; what is only laid out anew says nothing."""
    old, new = before.form_version.form, after.form_version.form
    return [
        *_steps(old, new, language),
        *_questions(old, new, language),
        *_languages(old, new),
        *_terms(before.rules, after.rules),
    ]


def _steps(old: FormDefinition, new: FormDefinition, language: str) -> Iterator[str]:
    were, are = {step.id: step for step in old.steps}, {step.id: step for step in new.steps}
    for key in are.keys() - were.keys():
        yield _("New step: “%(title)s”") % {"title": _title(are[key], language)}
    for key in were.keys() - are.keys():
        yield _("Step removed: “%(title)s”") % {"title": _title(were[key], language)}
    for key in [key for key in are if key in were]:
        yield from _when(were[key], are[key], old, new, language)
    if [key for key in were if key in are] != [key for key in are if key in were]:
        yield _("The steps stand in another order.")


def _questions(old: FormDefinition, new: FormDefinition, language: str) -> Iterator[str]:
    were, are = {each.id: each for each in old.questions()}, {each.id: each for each in new.questions()}
    for key, question in are.items():
        if key not in were:
            yield _("New question: “%(title)s”") % {"title": _title(question, language)}
    for key, question in were.items():
        if key not in are:
            yield _("Question removed: “%(title)s”") % {"title": _title(question, language)}
        else:
            yield from _changed(question, are[key], old, new, language)


def _changed(
    was: Question, is_now: Question, old: FormDefinition, new: FormDefinition, language: str
) -> Iterator[str]:
    title = _title(is_now, language)
    if _title(was, language) != title:
        yield _("“%(old)s” is now called “%(new)s”.") % {"old": _title(was, language), "new": title}
    if was.required != is_now.required:
        template = (
            _("“%(title)s” must be answered now.")
            if is_now.required
            else _("“%(title)s” may be left out now.")
        )
        yield template % {"title": title}
    if was.choices != is_now.choices:
        yield _("“%(title)s” offers other answers.") % {"title": title}
    yield from _when(was, is_now, old, new, language)
    if (was.settings, was.hint, was.error) != (is_now.settings, is_now.hint, is_now.error):
        yield _("“%(title)s” was changed.") % {"title": title}


def _when(
    was: Question | Step, is_now: Question | Step, old: FormDefinition, new: FormDefinition, language: str
) -> Iterator[str]:
    if was.when != is_now.when:
        yield _("“%(title)s”: shown %(new)s (before: %(old)s).") % {
            "title": _title(is_now, language),
            "new": in_words(is_now.when, new, language),
            "old": in_words(was.when, old, language),
        }


def _languages(old: FormDefinition, new: FormDefinition) -> Iterator[str]:
    for code in new.languages:
        if code not in old.languages:
            yield _("The form is whole in %(language)s now.") % {"language": name_of(code)}
    for code in old.languages:
        if code not in new.languages:
            yield _("The form is not whole in %(language)s any more.") % {"language": name_of(code)}


def _terms(old: Terms, new: Terms) -> Iterator[str]:
    changed = [each.name for each in fields(Terms) if getattr(old, each.name) != getattr(new, each.name)]
    told = dict.fromkeys(str(TERMS[name]) for name in changed if name in TERMS)
    if told:
        yield _("Process: %(what)s") % {"what": ", ".join(told)}


def _title(part: Question | Step, language: str) -> str:
    texts: Mapping[str, Any] = part.title if isinstance(part, Step) else part.label
    return text_in(texts, language) or getattr(part, "name", "") or "…"
