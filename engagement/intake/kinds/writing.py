"""Text that people typed, made fit for keeping: without signs that nobody sees and that only deceive."""

from __future__ import annotations

import re
import unicodedata
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

# Controls but for tab and line ends, and signs that turn the direction of what follows.
_UNSEEN = re.compile(
    "[\x01-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2060-\u2069\ufeff\ufff9-\uffff]"
)
# What a spreadsheet would take for a formula, were it typed in.
_FORMULA = re.compile(r"[=+\-@\t\r]")
_PLAIN_NUMBER = re.compile(r"-?\d[\d.,\s]*(€|%)?")


def cleaned_text(text: str) -> str:
    """Composed letters, one kind of line end, no unseen signs. Raises ValidationError for broken text."""
    if "\x00" in text or any("\ud800" <= sign <= "\udfff" for sign in text):
        raise ValidationError(
            _("The text has signs in it that cannot be kept. Type it anew."), code="invalid"
        )
    composed = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    return _UNSEEN.sub("", composed)


def for_spreadsheet(text: str) -> str:
    """The same text, with a quote before what a spreadsheet would run; numbers may begin with a minus."""
    if _FORMULA.match(text) and not _PLAIN_NUMBER.fullmatch(text):
        return f"'{text}"
    return text


def one_line(text: str) -> str:
    """Runs of spaces and line ends as one space."""
    return " ".join(text.split())


def bare(text: Any) -> str:
    """A number as people write it, without what they put between the digits, in capitals."""
    return re.sub(r"[\s\u00a0./\\\-–—·:()]", "", str(text)).upper()


# Letters that look the same in both alphabets: plates and codes are typed in either.
_GREEK, _LATIN = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧ", "ABEZHIKMNOPTYX"
TO_LATIN = str.maketrans(_GREEK, _LATIN)
LOOK_ALIKES = frozenset(_LATIN)


def in_latin(text: str) -> str:
    """Capitals without accents, Greek letters as the Latin ones that look the same."""
    bare_letters = "".join(
        sign for sign in unicodedata.normalize("NFD", text.upper()) if not unicodedata.combining(sign)
    )
    return bare_letters.translate(TO_LATIN)
