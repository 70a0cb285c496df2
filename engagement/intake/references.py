"""Numbers and codes that people read, photograph and type: without letters that look alike."""

from __future__ import annotations

import hashlib
import secrets

from django.utils.crypto import salted_hmac

# No I, L, O, U, 0, 1: nothing is mistaken, and no word comes about by chance.
ALPHABET = "23456789ABCDEFGHJKMNPQRSTVWXYZ"


def new_code(groups: int = 3, size: int = 4) -> str:
    """`K7QM-4XPD-9TRB`: with three groups of four about 59 bits."""
    return "-".join("".join(secrets.choice(ALPHABET) for _letter in range(size)) for _group in range(groups))


def tidy_code(typed: str) -> str:
    """A code as somebody typed it, with other case, spaces and dashes; the bare letters."""
    return "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())[:60]


def digest_of_code(code: str) -> str:
    """What is kept of a code: a keyed hash, useless to whoever steals the table."""
    return salted_hmac("engagement.intake.code", tidy_code(code), algorithm="sha256").hexdigest()


def digest_of_person(mark: str) -> str:
    """What is kept of who somebody is, to count what one person sent; empty for nobody."""
    known = " ".join(mark.casefold().split())
    return salted_hmac("engagement.intake.person", known, algorithm="sha256").hexdigest() if known else ""


def digest_of(text: str) -> str:
    """A short fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:20]
