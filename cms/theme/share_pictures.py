"""The picture that other sites show beside a link to a page: its title in the town's colours, under the crest."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import IO

from django.contrib.staticfiles import finders
from PIL import Image, ImageDraw, ImageFont

SIZE = (1200, 630)
MARGIN = 84
TITLE_SIZES = (76, 68, 60, 52, 46, 40)
MOST_LINES = 4
LINE_HEIGHT = 1.16
NAME_SIZE, CREST_SIZE = 36, 92
BOLD, PLAIN = 700, 500
WHITE = "#ffffff"
FONTS = "theme/fonts/commissioner-{subset}-wght-normal.woff2"

Font = ImageFont.FreeTypeFont | ImageFont.ImageFont


def share_picture(
    title: str, town_name: str, *, deep: str, brand: str, accent: str, crest: IO[bytes] | None = None
) -> bytes:
    """PNG of 1200 by 630. Colours are `#rrggbb`; white words can be read on each of them by the town's own rule."""
    picture = Image.new("RGB", SIZE, deep)
    draw = ImageDraw.Draw(picture)
    width, height = SIZE
    draw.polygon([(width - 380, 0), (width, 0), (width, height), (width - 620, height)], fill=brand)
    draw.rectangle((0, height - 14, width, height), fill=accent)
    _put_crest(picture, draw, crest, brand)
    name_at = MARGIN + CREST_SIZE + 26
    _write(
        draw,
        (name_at, MARGIN + CREST_SIZE // 2 - NAME_SIZE * 2 // 3),
        _short(town_name, 44),
        NAME_SIZE,
        PLAIN,
    )
    size, lines = _fitted(" ".join(title.split()), width - 2 * MARGIN)
    top = height - MARGIN - 10 - int(len(lines) * size * LINE_HEIGHT)
    for number, line in enumerate(lines):
        _write(draw, (MARGIN, top + int(number * size * LINE_HEIGHT)), line, size, BOLD)
    kept = BytesIO()
    picture.quantize(128).save(kept, "PNG", optimize=True)
    return kept.getvalue()


def _put_crest(picture: Image.Image, draw: ImageDraw.ImageDraw, crest: IO[bytes] | None, brand: str) -> None:
    box = (MARGIN, MARGIN)
    if crest is not None:
        with Image.open(crest) as opened:
            shown = opened.convert("RGBA")
            shown.thumbnail((CREST_SIZE, CREST_SIZE), Image.Resampling.LANCZOS)
            picture.paste(shown, box, shown)
        return
    # The portico of the portal's own icon, four times as large and then shrunk, for soft edges.
    scale = 4 * CREST_SIZE / 32
    icon = Image.new("RGBA", (4 * CREST_SIZE, 4 * CREST_SIZE))
    lines = ImageDraw.Draw(icon)
    lines.rounded_rectangle((0, 0, *[4 * CREST_SIZE - 1] * 2), radius=int(8 * scale), fill=brand)
    pen = int(2 * scale)
    gable = [
        (5 * scale, 13 * scale),
        (27 * scale, 13 * scale),
        (16 * scale, 6.5 * scale),
        (5 * scale, 13 * scale),
    ]
    lines.line(gable, fill=WHITE, width=pen, joint="curve")
    for column in (8.5, 13.5, 18.5, 23.5):
        lines.line([(column * scale, 13 * scale), (column * scale, 24 * scale)], fill=WHITE, width=pen)
    lines.line([(5.5 * scale, 25.5 * scale), (26.5 * scale, 25.5 * scale)], fill=WHITE, width=pen)
    small = icon.resize((CREST_SIZE, CREST_SIZE), Image.Resampling.LANCZOS)
    picture.paste(small, box, small)


def _fitted(title: str, width: int) -> tuple[int, list[str]]:
    """The largest size at which the title stands in four lines; what is longer still is cut at a word."""
    lines: list[str] = []
    for size in TITLE_SIZES:
        lines = list(_lines(title, size, width))
        if len(lines) <= MOST_LINES - (1 if size > TITLE_SIZES[2] else 0):
            return size, lines
    return TITLE_SIZES[-1], [*lines[: MOST_LINES - 1], _short(" ".join(lines[MOST_LINES - 1 :]), 40)]


def _lines(title: str, size: int, width: int) -> Iterator[str]:
    line = ""
    for word in title.split():
        longer = f"{line} {word}".strip()
        if line and _length(longer, size, BOLD) > width:
            yield line
            longer = word
        while _length(longer, size, BOLD) > width and len(longer) > 1:
            # One word that is wider than the picture, such as an address.
            cut = next(
                at
                for at in range(len(longer) - 1, 0, -1)
                if _length(longer[:at], size, BOLD) <= width or at == 1
            )
            yield longer[:cut]
            longer = longer[cut:]
        line = longer
    if line:
        yield line


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else text[: most - 1].rsplit(" ", 1)[0] + "…"


def _write(draw: ImageDraw.ImageDraw, at: tuple[int, int], text: str, size: int, weight: int) -> None:
    x = float(at[0])
    for run, font in _runs(text, size, weight):
        # Baselines agree, whichever file a letter comes from.
        draw.text((x, at[1] + size), run, font=font, fill=WHITE, anchor="ls")
        x += font.getlength(run)


def _length(text: str, size: int, weight: int) -> float:
    return sum(font.getlength(run) for run, font in _runs(text, size, weight))


def _runs(text: str, size: int, weight: int) -> Iterator[tuple[str, Font]]:
    """Pieces of a text by the file that has their letters: the web's fonts are cut into subsets."""
    run, kind = "", ""
    for sign in text:
        wanted = "greek" if "\u0370" <= sign <= "\u03ff" or "\u1f00" <= sign <= "\u1fff" else "latin"
        if wanted != kind and run:
            yield run, _font(kind, size, weight)
            run = ""
        run, kind = run + sign, wanted
    if run:
        yield run, _font(kind, size, weight)


@lru_cache(maxsize=64)
def _font(subset: str, size: int, weight: int) -> Font:
    found = finders.find(FONTS.format(subset=subset))
    if not found:
        # Before `npm run build`: Pillow's own letters.
        return ImageFont.load_default(size)
    font = ImageFont.truetype(BytesIO(Path(str(found)).read_bytes()), size)
    font.set_variation_by_axes([weight])
    return font
