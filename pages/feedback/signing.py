"""The page that a report is about, signed when the page is made: only what was really shown can be counted."""

from __future__ import annotations

from django.core.signing import BadSignature, Signer

# Without a time in it: the page is the same for everybody and is kept.
SIGNER = Signer(salt="pages.feedback")
LONGEST = 400


def signed(path: str) -> str:
    """The path with its signature."""
    return SIGNER.sign(path)


def path_in(text: str) -> str:
    """The path, or the empty text where the signature is not ours."""
    try:
        return SIGNER.unsign(text)[:LONGEST]
    except BadSignature:
        return ""
