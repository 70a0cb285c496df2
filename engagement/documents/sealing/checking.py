"""Looking at the seal of a PDF that somebody brings. Nothing is fetched, nothing in the file is believed."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from io import BytesIO

from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.validation import validate_pdf_signature
from pyhanko_certvalidator import ValidationContext

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Seen:
    """`whole`: the seal is there, right, and covers the whole file."""

    has_seal: bool = False
    whole: bool = False
    subject: str = ""
    certificate: str = ""


def look_at_seal(pdf: bytes) -> Seen:
    """The last seal of the file. A file that cannot be read has none."""
    try:
        found = PdfFileReader(BytesIO(pdf), strict=False).embedded_signatures
        if not found:
            return Seen()
        seal = found[-1]
        certificate = seal.signer_cert
        # That the certificate is ours is asked of our own register, by its hash; here only what it signed.
        context = ValidationContext(trust_roots=[certificate], allow_fetching=False, moment=None)
        status = validate_pdf_signature(seal, context)
        return Seen(
            has_seal=True,
            whole=bool(
                status.intact and status.valid and getattr(status.coverage, "name", "") == "ENTIRE_FILE"
            ),
            subject=certificate.subject.human_friendly[:300],
            certificate=certificate.sha256.hex(),
        )
    except Exception:  # noqa: BLE001 (a hostile file makes the library raise anything; it is not a seal then)
        log.info("A file on the verify page could not be read.")
        return Seen()
