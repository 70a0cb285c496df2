"""What the editor's panels show of a page: findings, languages, tests, versions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.core.exceptions import FieldDoesNotExist
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from wagtail.fields import StreamField

from cms.municipalities.querysets import current_municipality
from engagement.eservices.contract import diff, diff_terms
from engagement.eservices.models import Service, ServiceVersion
from engagement.intake.contract import FormDefinition
from pages.services.checking import TESTS
from pages.services.compiling import compiled, count_texts, missing_texts
from pages.services.findings import Finding, name_of, title_of
from pages.services.trials import Ran, tests_of

if TYPE_CHECKING:
    from pages.services.models import ServicePage

MOST_VERSIONS = 20
# What a finding's link is called where the field has no better name, or is none.
NAMED = {"form": gettext_lazy("Form"), TESTS: gettext_lazy("Form tests")}


@dataclass(frozen=True)
class Shown:
    """A finding with the words that its link has. `url`: it is put right on a page of its own, not in a field."""

    title: str
    sentence: str
    path: str
    field: str
    url: str = ""

    @property
    def colon(self) -> str:
        """Between title and sentence; a title that is a question keeps its own mark."""
        return "" if self.title[-1:] in "?;\u037e:.!" else ":"


def check_context(page: ServicePage) -> dict[str, Any]:
    """What *Check* lists."""
    made = compiled(page.form, list(current_municipality().languages))
    found = page.findings(made)
    return {
        "has_form": bool(made.form.steps),
        "errors": [_shown(each, page, made.form) for each in found if each.is_error],
        "warnings": [_shown(each, page, made.form) for each in found if not each.is_error],
        "languages": languages_of(made.form),
    }


def _shown(finding: Finding, page: ServicePage, form: FormDefinition) -> Shown:
    url = reverse("services_tests", args=[page.pk]) if finding.field == TESTS else ""
    return Shown(_title(finding, page, form), finding.sentence, finding.path, finding.field, url)


def _title(finding: Finding, page: ServicePage, form: FormDefinition) -> str:
    language = get_language() or ""
    for key in reversed(finding.place):
        title = title_of(form, key, language)
        if title:
            return title
    if finding.field in NAMED:
        return str(NAMED[finding.field])
    try:
        field = page._meta.get_field(finding.field) if finding.field else None
    except FieldDoesNotExist:
        # Whatever a finding is about: the editor opens, or nobody could put it right.
        field = None
    words = str(getattr(field, "verbose_name", "") or _("Page"))
    return words[:1].upper() + words[1:] if not isinstance(field, StreamField) else words.capitalize()


@dataclass(frozen=True)
class Completeness:
    """How whole a form is in a language."""

    name: str
    missing: int
    all: int

    @property
    def written(self) -> int:
        """How many texts are there."""
        return self.all - self.missing


def languages_of(form: FormDefinition) -> list[Completeness]:
    """Each language of the town, in its order."""
    every = count_texts(form.steps)
    return [
        Completeness(name_of(code), len(list(missing_texts(form.steps, code))), every)
        for code in current_municipality().languages
    ]


def languages_of_form(page: ServicePage) -> list[Completeness]:
    """The same for the form that a page holds."""
    return languages_of(compiled(page.form, list(current_municipality().languages)).form)


def ran_tests(page: ServicePage) -> list[Ran]:
    """The tests of the form, run just now."""
    return tests_of(page, compiled(page.form, list(current_municipality().languages)))


@dataclass(frozen=True)
class Entry:
    """A published version, and what is different from the one before."""

    number: str
    published_at: Any
    by: str
    note: str
    is_current: bool
    changes: Sequence[str]


def versions_of(page: ServicePage) -> list[Entry]:
    """The newest first."""
    service = Service.objects.filter(key=page.translation_key).first()
    if service is None:
        return []
    found = list(
        ServiceVersion.objects.filter(service=service).select_related("form_version", "published_by")[
            : MOST_VERSIONS + 1
        ]
    )
    older = [*found[1:], None]
    return [
        Entry(
            number=version.number,
            published_at=version.published_at,
            by=str(version.published_by or ""),
            note=version.note,
            is_current=service.is_offered and version.pk == service.current_id,
            changes=_changes(before, version) if before else [_("First version")],
        )
        for version, before in zip(found, older, strict=True)
    ][:MOST_VERSIONS]


def _changes(before: ServiceVersion, after: ServiceVersion) -> list[str]:
    """What a later version changed, in words, the weightiest first."""
    changes = [
        *diff(before.form_version.form, after.form_version.form),
        *diff_terms(before.rules, after.rules),
    ]
    return [str(change.sentence) for change in changes]
