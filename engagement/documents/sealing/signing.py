"""Sealing a PDF (PAdES B-B; B-T and B-LT where a timestamp service is set) and a day's hash (CMS, or its timestamp)."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.conf import settings
from pyhanko.keys import load_certs_from_pemder
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import PdfSignatureMetadata, PdfSigner, fields
from pyhanko.sign.timestamps.requests_client import RequestsHTTPTimeStamper
from pyhanko_certvalidator import ValidationContext

from engagement.documents.errors import NoSealKey, SealFailed
from engagement.documents.sealing.choosing import seal_key

HASH = "sha256"
FIELD = "Seal"
SECONDS = 10


@dataclass(frozen=True)
class Sealed:
    """`certificate`: SHA-256 of it. `level`: B-B, B-T or B-LT."""

    pdf: bytes
    subject: str
    certificate: str
    level: str
    is_demonstration: bool


def seal_pdf(pdf: bytes, *, reason: str, location: str) -> Sealed:
    """Raises NoSealKey, SealFailed. What is added is an invisible signature over the whole file."""
    provider = seal_key()
    with _told(), provider.signer() as signer:
        certificate = signer.signing_cert
        timestamper = _timestamper()
        sealed, level = _signed(pdf, signer, timestamper, reason=reason, location=location)
        return Sealed(
            pdf=sealed,
            subject=certificate.subject.human_friendly[:300],
            certificate=certificate.sha256.hex(),
            level=level,
            is_demonstration=provider.is_demonstration,
        )


@contextmanager
def _told() -> Iterator[None]:
    """Whatever a key or a service far away does wrong is one thing to us: it is tried again."""
    try:
        yield
    except (SealFailed, NoSealKey):
        raise
    except Exception as problem:
        raise SealFailed(f"{type(problem).__name__}: {problem}"[:300]) from problem


def _timestamper() -> Any:
    url: str = settings.SEAL_TIMESTAMP_URL
    make: Any = RequestsHTTPTimeStamper
    return make(url, timeout=SECONDS) if url else None


def _signed(pdf: bytes, signer: Any, timestamper: Any, *, reason: str, location: str) -> tuple[bytes, str]:
    """B-LT needs revocation information of an authority that can be reached; without it B-T is what there is."""
    if timestamper is not None and settings.SEAL_LONG_TERM:
        try:
            return _once(pdf, signer, timestamper, reason, location, long_term=True), "B-LT"
        except Exception:  # noqa: BLE001 (libraries raise many kinds; a seal without them is still one)
            return _once(pdf, signer, timestamper, reason, location), "B-T"
    return _once(pdf, signer, timestamper, reason, location), "B-T" if timestamper else "B-B"


def _once(
    pdf: bytes, signer: Any, timestamper: Any, reason: str, location: str, *, long_term: bool = False
) -> bytes:
    context = None
    if long_term:
        context = ValidationContext(
            trust_roots=_trust_roots(),
            allow_fetching=True,
            other_certs=list(signer.cert_registry),
            revocation_mode="require",
        )
    facts = PdfSignatureMetadata(
        field_name=FIELD,
        subfilter=fields.SigSeedSubFilter.PADES,
        md_algorithm=HASH,
        reason=reason,
        location=location,
        name=signer.subject_name,
        embed_validation_info=long_term,
        validation_context=context,
    )
    place = fields.SigFieldSpec(FIELD, readable_field_name=FIELD)
    made = PdfSigner(facts, signer, timestamper=timestamper, new_field_spec=place).sign_pdf(
        IncrementalPdfFileWriter(BytesIO(pdf))
    )
    return bytes(made.getvalue())


def _trust_roots() -> list[Any] | None:
    """Those of SEAL_TRUST_ROOTS; None stands for those of the machine, where few authorities for seals are."""
    path: str = settings.SEAL_TRUST_ROOTS
    load: Any = load_certs_from_pemder
    return list(load([path])) if path else None


def seal_digest(digest: str) -> bytes:
    """What is put on a day's hash (its 64 letters): a timestamp token, else a detached CMS. Empty without a key."""
    try:
        timestamper = _timestamper()
        if timestamper is not None:
            hashed = hashlib.sha256(digest.encode()).digest()
            token = asyncio.run(timestamper.async_timestamp(hashed, HASH))
            return bytes(token.dump())
        with seal_key().signer() as signer:
            signed = asyncio.run(signer.async_sign_general_data(digest.encode(), HASH, detached=True))
            return bytes(signed.dump())
    except NoSealKey:
        return b""
