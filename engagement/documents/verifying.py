"""Is this document genuine? By its code or by its file. Told is what a third party needs and nothing beside it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Any

from django.utils import timezone

from cms.kit.texts import in_language
from cms.municipalities.querysets import current_municipality
from engagement.documents.choices import Answer, DocumentKind, Standing
from engagement.documents.models import IssuedDocument
from engagement.intake.references import ALPHABET

if TYPE_CHECKING:
    from engagement.documents.sealing.checking import Seen

# Stands in the file's own description, uncompressed: an altered copy still says what it is a copy of.
_MARK = re.compile(rb"verify:([%(all)s]{4}(?:-[%(all)s]{4}){3})" % {b"all": ALPHABET.encode()})
MAGIC, MAGIC_WITHIN = b"%PDF-", 1024


@dataclass(frozen=True)
class Verdict:
    """`seal` is told of a file only."""

    answer: Answer
    document: IssuedDocument | None = None
    seal: Seen | None = None

    @property
    def is_good(self) -> bool:
        """It may be relied upon."""
        return self.answer == Answer.GENUINE


def by_code(code: str) -> Verdict:
    """One question, by an index."""
    document = IssuedDocument.objects.at(code).with_names().first()
    return Verdict(standing_of(document), document) if document is not None else Verdict(Answer.UNKNOWN)


def standing_of(document: IssuedDocument) -> Answer:
    """How it stands today."""
    if document.standing == Standing.REVOKED:
        return Answer.REVOKED
    if document.standing == Standing.SUPERSEDED:
        return Answer.SUPERSEDED
    if document.is_over():
        return Answer.EXPIRED
    return Answer.NOT_YET if document.valid_from > timezone.localdate() else Answer.GENUINE


def is_pdf(data: bytes) -> bool:
    """By its first bytes."""
    return MAGIC in data[:MAGIC_WITHIN]


def by_file(pdf: bytes) -> Verdict:
    """Its hash, then its seal. A file that names one of our documents and is not that very file was altered."""
    from engagement.documents.sealing.checking import look_at_seal

    digest = sha256(pdf).hexdigest()
    document = IssuedDocument.objects.sealed().filter(sha256=digest).with_names().first()
    seen = look_at_seal(pdf)
    if document is not None:
        right = seen.whole and seen.certificate == document.certificate
        return Verdict(standing_of(document) if right else Answer.ALTERED, document, seen)
    named = _named_in(pdf)
    return Verdict(Answer.ALTERED if named is not None else Answer.UNKNOWN, named, seen)


def _named_in(pdf: bytes) -> IssuedDocument | None:
    codes = {found.decode() for found in _MARK.findall(pdf)}
    if len(codes) != 1:
        return None
    known: IssuedDocument | None = IssuedDocument.objects.at(codes.pop()).with_names().first()
    return known


def masked(name: str) -> str:
    """First letters only: enough to compare with the paper, too little to learn a name from."""
    return " ".join(f"{part[0]}{'•' * 4}" for part in name.split())


def told(verdict: Verdict) -> dict[str, Any]:
    """What programs read. An altered file says nothing of the document it pretends to be but its code."""
    document = verdict.document
    answer = {"answer": str(verdict.answer.value), "issuer": current_municipality().name}
    if document is None:
        return answer
    if verdict.answer == Answer.ALTERED:
        return {**answer, "code": document.code}
    return {
        **answer,
        "code": document.code,
        "kind": document.version.read.kind,
        "title": document.title,
        "number": document.number,
        "language": document.language,
        "issued_on": document.valid_from.isoformat(),
        "valid_until": document.valid_until.isoformat() if document.valid_until else None,
        "ended_on": timezone.localdate(document.ended_at).isoformat() if document.ended_at else None,
        "holder": masked(document.values.get("name", "")),
        "sha256": document.sha256,
        "seal": {
            "by": document.sealed_by,
            "level": f"PAdES {document.seal_level}",
            "certificate_sha256": document.certificate,
            "demonstration": document.is_demonstration,
        },
    }


def kind_label(document: IssuedDocument) -> str:
    """The kind in the page's language."""
    return str(DocumentKind(document.version.read.kind).label)


def service_label(document: IssuedDocument) -> str:
    """The service in the page's language."""
    return in_language(document.case.service.names)
