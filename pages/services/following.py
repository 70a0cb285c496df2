"""Which documents follow a decision: those chosen on the tab *Process*, else those that name the service themselves."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from django.utils.translation import gettext as _

from engagement.cases.choices import Outcome
from engagement.documents.contract import unknown_words
from engagement.documents.models import DocumentTemplate
from engagement.eservices.models import Service
from engagement.intake.contract import FormDefinition
from pages.services.expressions import Problem

if TYPE_CHECKING:
    from pages.services.models import ServicePage


def template_choices() -> list[tuple[str, str]]:
    """Every template with when it is issued; an earlier choice that cannot be issued any more says so."""
    return [(str(template.pk), _named(template)) for template in DocumentTemplate.objects.all()]


def _named(template: DocumentTemplate) -> str:
    told = f"{template} ({template.get_outcome_display()})"
    if not template.is_active:
        return _("%(template)s – not in use") % {"template": told}
    return told if template.current_id else _("%(template)s – not published") % {"template": told}


def ids_of(blocks: Any) -> tuple[int, ...]:
    """The chosen templates, each once, in the editor's order."""
    return tuple(dict.fromkeys(int(block.value) for block in blocks or () if str(block.value).isdecimal()))


def problems_of(blocks: Any, form: FormDefinition) -> Iterator[Problem]:
    """What stands against issuing what was chosen."""
    known = DocumentTemplate.objects.select_related("current").in_bulk(ids_of(blocks))
    taken: dict[str, DocumentTemplate] = {}
    for block in blocks or ():
        place, template = (str(block.id),), known.get(int(block.value) if str(block.value).isdecimal() else 0)
        if template is None:
            yield Problem(place, _("This template is no longer there. Choose another one."))
            continue
        for sentence in _against(template, form, taken):
            yield Problem(place, sentence)
        taken.setdefault(template.outcome, template)


def _against(
    template: DocumentTemplate, form: FormDefinition, taken: dict[str, DocumentTemplate]
) -> Iterator[str]:
    named = {"template": str(template)}
    if not template.is_active:
        yield _("“%(template)s” is not in use any more. Choose another one.") % named
    elif template.current is None:
        yield _("“%(template)s” has never been published: nothing can be issued from it.") % named
    if words := unknown_words(template, form):
        yield _("“%(template)s” speaks of %(words)s, and this form asks for nothing of that name.") % {
            **named,
            "words": ", ".join(words[:5]),
        }
    if template.outcome in taken:
        yield _("Two templates are for the same decision (%(outcome)s). Only the first would be issued.") % {
            "outcome": template.get_outcome_display()
        }


@dataclass(frozen=True)
class Follows:
    """What a decision is followed by; without a template by the letter alone."""

    outcome: str
    template: DocumentTemplate | None
    is_chosen: bool


def following(page: ServicePage) -> Sequence[Follows]:
    """For each decision what would be issued, were the page published as it stands."""
    service = Service.objects.filter(key=page.translation_key).values_list("pk", flat=True).first()
    chosen = ids_of(page.documents)
    found = []
    for value, label in Outcome.choices:
        template = DocumentTemplate.objects.for_decision(service or 0, value, chosen).first()
        found.append(Follows(str(label), template, template is not None and template.pk in chosen))
    return found
