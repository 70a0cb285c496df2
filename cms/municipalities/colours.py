"""Contrast of colours, as WCAG 2.2 defines it (relative luminance, success criterion 1.4.3)."""

from __future__ import annotations

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

HEX = re.compile(r"#[0-9a-fA-F]{6}\Z")
WHITE = "#ffffff"
INK = "#16202b"
TEXT_CONTRAST = 4.5


def luminance(colour: str) -> float:
    """Relative luminance of `#rrggbb`, 0 (black) to 1 (white)."""
    channels = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """Contrast ratio of two colours, 1 to 21."""
    light, dark = sorted((luminance(one), luminance(other)), reverse=True)
    return (light + 0.05) / (dark + 0.05)


def validate_hex(colour: str) -> None:
    """Refuses what is not `#rrggbb`."""
    if not HEX.match(colour):
        raise ValidationError(_("Write the colour as # and six digits, for example #0b4a6f."), code="colour")


def refuse_weak_contrast(colour: str, ground: str) -> None:
    """Refuses a colour that text in it, or on it, could not be read by (under 4.5 to 1)."""
    ratio = contrast(colour, ground)
    if ratio < TEXT_CONTRAST:
        raise ValidationError(
            _("This colour cannot be read well enough: contrast %(ratio).1f to 1, needed 4.5 to 1."),
            code="contrast",
            params={"ratio": ratio},
        )
