"""A photograph often tells where and with which telephone it was taken. What is published must not."""

from __future__ import annotations

from io import BytesIO
from typing import IO

import pillow_heif
from django.core.files.base import ContentFile
from PIL import Image, ImageOps

# Pictures of telephones, of which nothing but the picture is wanted.
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

ORIENTATION = 0x0112
TELLING = ("exif", "xmp", "XML:com.adobe.xmp", "photoshop", "comment")
# JPEG keeps its own quantisation, so that the picture loses nothing.
SAVE_OPTIONS: dict[str, dict[str, object]] = {
    "JPEG": {"quality": "keep"},
    "PNG": {},
    "WEBP": {"quality": 92, "method": 4},
}


def without_metadata(file: IO[bytes]) -> ContentFile[bytes] | None:
    """The same picture without place, time and camera; None where it tells nothing. The orientation stays."""
    file.seek(0)
    with Image.open(file) as picture:
        if picture.format == "HEIF":
            return _as_jpeg(picture)
        options = SAVE_OPTIONS.get(picture.format or "")
        tells = any(picture.info.get(key) for key in TELLING)
        if options is None or not tells or getattr(picture, "is_animated", False):
            file.seek(0)
            return None
        orientation = picture.getexif().get(ORIENTATION)
        picture.load()
        for key in TELLING:
            picture.info.pop(key, None)
        kept = Image.Exif()
        if orientation:
            kept[ORIENTATION] = orientation
        out = BytesIO()
        picture.save(out, format=picture.format, exif=kept.tobytes() if orientation else b"", **options)
    file.seek(0)
    return ContentFile(out.getvalue())


def _as_jpeg(picture: Image.Image) -> ContentFile[bytes]:
    """Hardly a browser shows HEIC: it is kept as JPEG, upright, and in the colours that it was taken in."""
    out = BytesIO()
    profile = picture.info.get("icc_profile")
    upright = ImageOps.exif_transpose(picture).convert("RGB")
    upright.info = {}
    upright.save(out, format="JPEG", quality=90, icc_profile=profile)
    return ContentFile(out.getvalue(), name="picture.jpg")
