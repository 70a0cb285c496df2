"""Words in braces: what stands for what, and which are not known."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.kit.texts import in_language
from cms.municipalities.querysets import current_municipality
from engagement.cases.answers import current_answers
from engagement.cases.choices import Outcome
from engagement.cases.deadlines import months_later
from engagement.cases.models import Case
from engagement.cases.objecting import day_to_object, last_day_to_object
from engagement.documents.content import Content
from engagement.documents.richtext import words_of
from engagement.eservices.models import Service
from engagement.eservices.terms import Terms
from engagement.intake.kinds.base import kind_of
from engagement.intake.placeholders import fill, values_of

# Always there; named questions of the service's form come beside them.
WORDS: dict[str, Any] = {
    "number": gettext_lazy("number of the document"),
    "protocol": gettext_lazy("protocol number of the request"),
    "name": gettext_lazy("name of the applicant"),
    "on_behalf_of": gettext_lazy("on behalf of whom"),
    "date": gettext_lazy("day of issue"),
    "valid_until": gettext_lazy("last day on which it counts"),
    "submitted_on": gettext_lazy("day of the request"),
    "service": gettext_lazy("name of the service"),
    "department": gettext_lazy("department"),
    "municipality": gettext_lazy("name of the municipality"),
    "officer_role": gettext_lazy("who issues it"),
    "reasons": gettext_lazy("reasons of the decision"),
    "object_until": gettext_lazy("last day on which one may object"),
}
_BRACES = re.compile(r"\{[^{}\n]{0,60}\}?|\}")
_KNOWN = re.compile(r"\{([a-z][a-z0-9_]{0,39})\}")


def filled(text: str, values: Mapping[str, str]) -> str:
    """The words replaced. What people answered is not looked through again."""
    return fill(text, values)


def known_words(service: Service | None) -> set[str]:
    """All that a template of this service may use."""
    return set(WORDS) | set(_questions(service))


def _questions(service: Service | None) -> dict[str, Any]:
    version = service.current if service is not None else None
    if version is None:
        return {}
    return {question.name: question for question in version.form_version.form.questions() if question.name}


def words_with_meaning(service: Service | None, language: str) -> list[tuple[str, str]]:
    """For the editor's help: the word and what it stands for."""
    own = [(name, in_language(question.label, language)) for name, question in _questions(service).items()]
    return [*((word, str(meaning)) for word, meaning in WORDS.items()), *own]


def unknown_in(text: str, known: set[str]) -> list[str]:
    """Braces whose word means nothing, or that were never closed, as they were typed."""
    found: list[str] = []
    for each in _BRACES.findall(text):
        word = _KNOWN.fullmatch(each)
        if (word is None or word.group(1) not in known) and each not in found:
            found.append(each)
    return found


def problems_of(content: Content, service: Service | None) -> list[tuple[str, str]]:
    """(field, sentence) of what stands against publishing, but for what only drawing it can tell."""
    known = known_words(service)
    problems: list[tuple[str, str]] = []
    if not content.languages():
        problems.append(("texts", _("Write the text in at least one language.")))
    for code in content.languages():
        if not content.titles.get(code):
            problems.append(("names", _("The title is missing in a language that has a text: %s.") % code))
        if words := unknown_in(words_of(content.texts[code]), known):
            problems.append((f"text_{code}", _unknown(words)))
    lines = [("names", text) for text in content.titles.values()]
    lines += [("signatories", text) for text in content.signatories.values()]
    found = [(field, unknown_in(text, known - {"officer_role"})) for field, text in lines]
    return problems + [(field, _unknown(words)) for field, words in found if words]


def _unknown(words: list[str]) -> str:
    return _("Nothing is known under %(words)s. Look at the list of words below.") % {
        "words": ", ".join(words[:5])
    }


def last_day(content: Content, first: date) -> date | None:
    """Until when it counts."""
    if not content.validity_months:
        return None
    return months_later(first, content.validity_months) - timedelta(days=1)


def values_for(
    case: Case, content: Content, language: str, *, reasons: str = "", outcome: str = ""
) -> dict[str, str]:
    """What the words stand for in a case, today, in a language. `outcome`: as if it were decided so today."""
    form, today = case.version.form_version.form, timezone.localdate()
    with override(language):
        values = {
            **values_of(form, current_answers(case), form.language_for(language)),
            "protocol": case.protocol,
            "name": case.applicant_name,
            "on_behalf_of": case.on_behalf_of,
            "submitted_on": date_format(timezone.localtime(case.submitted_at), "DATE_FORMAT"),
            "service": in_language(case.service.names, language),
            "department": in_language(case.department.names, language) if case.department else "",
            "reasons": reasons,
            "object_until": _day(_last_day_to_object(case, outcome)),
        }
        return {**values, **_of_content(content, values, today, language)}


def _last_day_to_object(case: Case, outcome: str) -> date | None:
    if outcome:
        return day_to_object(case.version.rules, outcome, timezone.localdate())
    return last_day_to_object(case)


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else ""


def sample_values(content: Content, service: Service | None, language: str) -> dict[str, str]:
    """For a preview without a case."""
    today = timezone.localdate()
    with override(language):
        own = {
            name: _sample(question, in_language(question.label, language), language)
            for name, question in _questions(service).items()
        }
        values = {
            **own,
            "protocol": f"{today.year}/000123",
            "name": _("Name of the applicant"),
            "on_behalf_of": _("on behalf of another"),
            "submitted_on": date_format(today, "DATE_FORMAT"),
            "service": in_language(service.names, language) if service else _("Name of the service"),
            "department": _("Department"),
            "reasons": _("Reasons of the decision."),
            "object_until": _day(day_to_object(Terms(), Outcome.REFUSED, today)),
        }
        return {**values, **_of_content(content, values, today, language)}


def _sample(question: Any, label: str, language: str) -> str:
    """An answer as the form's own trial would give it."""
    try:
        answer = kind_of(question).sample(question, language)
        return kind_of(question).shown(question, answer, language) if answer is not None else f"[{label}]"
    except (LookupError, TypeError, ValueError, AttributeError):
        return f"[{label}]"


def _of_content(content: Content, values: Mapping[str, str], today: date, language: str) -> dict[str, str]:
    until = last_day(content, today)
    told = {
        "date": date_format(today, "DATE_FORMAT"),
        "valid_until": _day(until),
        "municipality": in_language(current_municipality().names, language),
    }
    role = fill(content.signatories.get(language, ""), {**values, **told})
    return {**told, "officer_role": role}
