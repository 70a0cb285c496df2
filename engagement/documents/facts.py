"""What the verify page tells of a document: our words in the reader’s language, its own as they were issued."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date

from django.conf import settings
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.timezone import localdate
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from cms.kit.texts import in_language, language_name
from cms.municipalities.querysets import current_municipality
from engagement.documents.models import IssuedDocument
from engagement.documents.verifying import kind_label, masked

# Of a certificate's subject as it is kept: "Organization: …, Common Name: …".
_COMMON_NAME = re.compile(r"Common Name: (.+?)(?=, [A-Z][A-Za-z ]*: |$)")


@dataclass(frozen=True)
class Fact:
    """`language`: of the value, where it is not the page's. `original`: what stands on the document instead of it."""

    label: str
    value: str
    language: str = ""
    original: str = ""


def facts_of(document: IssuedDocument) -> list[Fact]:
    """What somebody compares with the paper: enough for that, and nothing of the person but first letters."""
    town, own = current_municipality(), _other(document.language)
    title = document.version.read.titles.get(get_language() or "") or document.title
    rows = [
        Fact(
            _("Issued by"),
            town.name,
            original=_original(town.name, in_language(town.names, document.language)),
        ),
        Fact(_("Kind"), capfirst(kind_label(document))),
        # Without a title in the reader's language it is the document's own, and no translation of it.
        Fact(_("Title"), title, own if title == document.title else "", _original(title, document.title)),
        Fact(_("Number"), document.number, own),
        Fact(_("Issued on"), _day(document.valid_from)),
        Fact(_("Valid until"), _day(document.valid_until) if document.valid_until else _("without an end")),
    ]
    if own:
        rows.insert(3, Fact(_("Language"), capfirst(language_name(own))))
    if document.ended_at:
        rows.append(Fact(_("Does not count since"), _day(localdate(document.ended_at))))
    if document.values.get("name"):
        rows.append(Fact(_("Issued to"), masked(document.values["name"]), own))
    rows.append(
        Fact(_("Seal"), f"{sealer(document)} · PAdES {document.seal_level}", _other(settings.LANGUAGE_CODE))
    )
    rows.append(Fact(_("Code"), document.code))
    return rows


def sealer(document: IssuedDocument) -> str:
    """Whose seal it is, as people say it: the name in its certificate."""
    found = _COMMON_NAME.search(document.sealed_by)
    return found.group(1) if found else document.sealed_by


def _other(language: str) -> str:
    """For words that are not in the reader's language: theirs. Else empty."""
    return "" if language == get_language() else language


def _original(shown: str, own: str) -> str:
    """Told only where the paper says it otherwise."""
    return "" if own == shown else own


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")
