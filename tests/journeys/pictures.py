"""The guides' pictures, made by the journeys when GUIDE_PICTURES=1: what a guide shows is what the tests saw."""

from __future__ import annotations

import os

from PIL import Image
from playwright.sync_api import Page

from tests.databases import ROOT

FOLDER = ROOT / "docs" / "pictures"
MOST_BYTES = 120_000


def picture(page: Page, name: str, *, at: str = "") -> None:
    """Keeps what the browser shows as docs/pictures/<name>.png, in few colours; `at` stands in the middle of it."""
    if os.environ.get("GUIDE_PICTURES") != "1":
        return
    if at:
        page.locator(at).first.evaluate("element => element.scrollIntoView({block: 'center'})")
    file = FOLDER / f"{name}.png"
    page.screenshot(path=file, animations="disabled", caret="hide")
    with Image.open(file) as shot:
        small = shot.convert("RGB").quantize(128, dither=Image.Dither.NONE)
    small.save(file, optimize=True)
    assert file.stat().st_size < MOST_BYTES, f"{file.name} has {file.stat().st_size:,} bytes"
