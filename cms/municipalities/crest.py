"""A crest that was uploaded is drawn anew: what is kept is certainly a picture, and of a sensible size."""

from __future__ import annotations

import warnings
from io import BytesIO
from typing import IO

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils.translation import gettext_lazy as _
from PIL import Image

LARGEST_FILE = 1024 * 1024
LARGEST_SIDE = 512
SMALLEST_SIDE = 64
KINDS = ("PNG", "WEBP", "JPEG")
# As pages show it: 48 units wide, sharp on a telephone's screen too.
SHOWN_SIDE = 144


def redraw_crest(file: IO[bytes], size: int) -> ContentFile[bytes]:
    """PNG of at most 512 pixels a side. Raises ValidationError with a sentence for whoever uploaded it."""
    if size > LARGEST_FILE:
        raise ValidationError(_("This file is too large: a crest may have 1 MB at most."), code="size")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            file.seek(0)
            with Image.open(file, formats=KINDS) as picture:
                picture.load()
                drawn = picture.convert("RGBA")
    except (
        OSError,
        SyntaxError,
        ValueError,
        Image.DecompressionBombError,
        Image.DecompressionBombWarning,
    ) as problem:
        raise ValidationError(
            _("This is not a picture that can be used. Take a PNG, WebP or JPEG."), code="picture"
        ) from problem
    if min(drawn.size) < SMALLEST_SIDE:
        raise ValidationError(
            _("This picture is too small: %(width)s × %(height)s pixels, needed 64 × 64 at least."),
            code="small",
            params={"width": drawn.width, "height": drawn.height},
        )
    drawn.thumbnail((LARGEST_SIDE, LARGEST_SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    drawn.save(out, "PNG", optimize=True)
    return ContentFile(out.getvalue(), name="crest.png")


def shown_crest(file: IO[bytes]) -> bytes:
    """The kept crest as the head of every page shows it, and a tab: a twelfth of the bytes."""
    with Image.open(file, formats=("PNG",)) as picture:
        small = picture.convert("RGBA")
    small.thumbnail((SHOWN_SIDE, SHOWN_SIDE), Image.Resampling.LANCZOS)
    out = BytesIO()
    # The one way to 256 colours that keeps soft edges.
    small.quantize(256, method=Image.Quantize.FASTOCTREE).save(out, "PNG", optimize=True)
    return out.getvalue()
