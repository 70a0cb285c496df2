"""Pictures are measured before they are decoded, and made anew: what else was in the file stays behind."""

from __future__ import annotations

import io
import logging
import warnings
from pathlib import Path
from threading import BoundedSemaphore

import pillow_heif
from PIL import Image, ImageCms, ImageOps

from cms.files.choices import KEPT_AS, FileKind, FileRules
from cms.files.errors import FileRefused, Refusal

log = logging.getLogger(__name__)
pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)

FORMATS: dict[FileKind, str] = {
    FileKind.JPEG: "JPEG",
    FileKind.PNG: "PNG",
    FileKind.WEBP: "WEBP",
    FileKind.GIF: "GIF",
    FileKind.HEIC: "HEIF",
}
SAVE_OPTIONS: dict[FileKind, dict[str, object]] = {
    FileKind.JPEG: {"quality": 90},
    FileKind.PNG: {},
    FileKind.WEBP: {"quality": 90, "method": 4},
}
MODES: dict[FileKind, set[str]] = {
    FileKind.JPEG: {"L", "RGB"},
    FileKind.PNG: {"1", "L", "LA", "RGB", "RGBA"},
    FileKind.WEBP: {"RGB", "RGBA"},
}
# A decoded picture of the largest size fills some 200 MB, and making it smaller as much: one at a time in each process.
DECODING = BoundedSemaphore(1)
MILLION = 1_000_000


def make_anew(path: Path, kind: FileKind, rules: FileRules, folder: Path) -> tuple[Path, FileKind]:
    """The same picture, upright, in sRGB, without place, time, camera or anything behind its end."""
    kept = KEPT_AS[kind]
    target = folder / f"anew.{kept.value}"
    try:
        with DECODING, warnings.catch_warnings():
            warnings.simplefilter("ignore", Image.DecompressionBombWarning)
            with Image.open(path, formats=(FORMATS[kind],)) as given:
                _refuse_too_many_points(given, rules)
                picture = _upright(given, rules)
                picture = _in_common_colours(picture, kept)
                picture.save(target, format=FORMATS[kept], **SAVE_OPTIONS[kept])
    except Image.DecompressionBombError as problem:
        raise FileRefused(Refusal.PICTURE_TOO_LARGE, limit=rules.most_pixels // MILLION) from problem
    except (OSError, SyntaxError, ValueError, EOFError, TypeError, OverflowError, MemoryError) as problem:
        log.info("A picture could not be decoded: %s", problem)
        raise FileRefused(Refusal.DAMAGED) from problem
    return target, kept


def _refuse_too_many_points(picture: Image.Image, rules: FileRules) -> None:
    width, height = picture.size
    if width * height > rules.most_pixels:
        raise FileRefused(Refusal.PICTURE_TOO_LARGE, limit=rules.most_pixels // MILLION)


def _upright(given: Image.Image, rules: FileRules) -> Image.Image:
    side = rules.longest_side
    if side and max(given.size) > side:
        # A JPEG is decoded at a fraction of its size, which takes a fraction of the memory.
        given.draft(None, (side, side))
    if side and max(given.size) > side:
        # Made smaller before it is turned: either may need the memory a second time.
        given.thumbnail((side, side), Image.Resampling.LANCZOS, reducing_gap=2.0)
    given.load()
    ImageOps.exif_transpose(given, in_place=True)
    return given


def _in_common_colours(picture: Image.Image, kept: FileKind) -> Image.Image:
    """Colours as every screen understands them; the profile, which can hold anything, is left behind."""
    profile = picture.info.get("icc_profile")
    has_alpha = "A" in picture.mode or "transparency" in picture.info
    if picture.mode in ("P", "PA"):
        picture = picture.convert("RGBA" if has_alpha else "RGB")
    if profile and picture.mode in ("RGB", "RGBA", "CMYK"):
        picture = _converted(picture, profile)
    if kept is FileKind.JPEG and has_alpha:
        picture = _on_white(picture.convert("RGBA"))
    if picture.mode not in MODES[kept]:
        picture = picture.convert("RGBA" if has_alpha and "RGBA" in MODES[kept] else "RGB")
    bare = picture.copy() if picture.info else picture
    bare.info = {}
    return bare


def _converted(picture: Image.Image, profile: bytes) -> Image.Image:
    try:
        mode = "RGBA" if picture.mode == "RGBA" else "RGB"
        changed = ImageCms.profileToProfile(
            picture,
            ImageCms.ImageCmsProfile(io.BytesIO(profile)),
            ImageCms.createProfile("sRGB"),
            outputMode=mode,
        )
    except (ImageCms.PyCMSError, OSError, ValueError):
        return picture
    return changed or picture


def _on_white(picture: Image.Image) -> Image.Image:
    ground = Image.new("RGB", picture.size, "white")
    ground.paste(picture, mask=picture.getchannel("A"))
    return ground
