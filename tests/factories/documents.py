"""Templates and issued documents for tests, made the way staff and worker make them."""

from __future__ import annotations

from typing import Any

from engagement.cases import actions as cases
from engagement.cases.models import Case
from engagement.documents.actions import keep_template, publish_template
from engagement.documents.models import DocumentTemplate, IssuedDocument
from engagement.documents.working import work_on
from tests.factories.cases import make_case, make_service

TEXTS = {
    "el": "<p>Βεβαιώνεται ότι ο/η <b>{name}</b> …</p>",
    "en": "<p>It is certified that <b>{name}</b> asked under {protocol}.</p>",
}


def make_template(version: Any = None, *, publish: bool = True, **facts: Any) -> DocumentTemplate:
    """A template in both languages for a service, in force."""
    known = {
        "names": {"el": "Βεβαίωση", "en": "Certificate"},
        "texts": TEXTS,
        "signatories": {"el": "Ο Προϊστάμενος", "en": "The Head of the Registry"},
        "series": "CERT",
        "service": version.service if version is not None else None,
        **facts,
    }
    template = keep_template(DocumentTemplate(**known), by=None)
    if publish:
        publish_template(template.pk, by=None)
        template.refresh_from_db()
    return template


def decided_case(officer: Any, *, department: Any, outcome: str = "granted", **facts: Any) -> Case:
    """A case of a service with a template, just decided: its document waits for the worker."""
    version = facts.pop("version", None) or make_service(department=department)
    if not DocumentTemplate.objects.filter(service=version.service).exists():
        make_template(version, outcome=outcome)
    case = make_case(version, **facts)
    cases.take_case(case.pk, by=officer)
    cases.decide(case.pk, outcome, by=officer, reasons="So it is.")
    case.refresh_from_db()
    return case


def issued(officer: Any, *, department: Any, **facts: Any) -> IssuedDocument:
    """A document that is sealed and delivered."""
    case = decided_case(officer, department=department, **facts)
    document = IssuedDocument.objects.get(case=case)
    work_on(document.pk)
    document.refresh_from_db()
    return document
