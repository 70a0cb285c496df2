"""Who has signed in, from the XML that the service answers with."""

from __future__ import annotations

from xml.etree.ElementTree import ParseError

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from defusedxml.common import DefusedXmlException  # type: ignore[import-untyped]  # has no types
from defusedxml.ElementTree import fromstring  # type: ignore[import-untyped]  # has no types
from django.utils.crypto import salted_hmac

MOST_BYTES = 64 * 1024


def person_in(answer: bytes) -> dict[str, str]:
    """A key that stays the same, and the names. The tax number itself is not kept: nothing here needs it.

    `<root><userinfo userid="…" taxid="…" firstname="…" lastname="…" …/></root>`. Raises OAuth2Error.
    """
    if len(answer) > MOST_BYTES:
        raise OAuth2Error("The answer about the person is too long.")
    try:
        root = fromstring(answer, forbid_dtd=True)
    except (ParseError, DefusedXmlException, ValueError) as problem:
        raise OAuth2Error("The answer about the person is no XML that can be read.") from problem
    found = root if root.tag == "userinfo" else root.find(".//userinfo")
    tax_number = (found.get("taxid") or "").strip() if found is not None else ""
    if found is None or not tax_number:
        raise OAuth2Error("The answer names nobody.")
    return {
        "key": salted_hmac("cms.accounts.gsis", tax_number, algorithm="sha256").hexdigest(),
        "first_name": _name(found.get("firstname")),
        "last_name": _name(found.get("lastname")),
    }


def _name(text: str | None) -> str:
    """The register writes in capitals, and pads with blanks."""
    return " ".join((text or "").split())[:150]
