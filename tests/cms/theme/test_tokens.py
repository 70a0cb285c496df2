from __future__ import annotations

import re
from pathlib import Path

import pytest

from cms.municipalities.colours import contrast

ASSETS = Path(__file__).resolve().parents[3] / "cms/theme/assets"
TOKEN = re.compile(r"--([a-z-]+):\s*(#[0-9a-f]{3,6});")


def tokens() -> dict[str, str]:
    text = (ASSETS / "scss/_tokens.scss").read_text(encoding="utf-8")
    found = dict(TOKEN.findall(text))
    return {
        name: value if len(value) == 7 else "#" + "".join(2 * c for c in value[1:])
        for name, value in found.items()
    }


@pytest.mark.parametrize(
    ("text", "ground"),
    [
        ("ink", "paper"),
        ("ink", "marble"),
        ("ink", "brand-soft"),
        ("ink", "olive-soft"),
        ("ink", "sun-soft"),
        ("ink", "danger-soft"),
        ("muted", "paper"),
        ("muted", "marble"),
        ("muted", "marble-deep"),
        ("brand", "paper"),
        ("brand", "marble"),
        ("brand-deep", "paper"),
        ("danger", "paper"),
        ("danger", "danger-soft"),
        ("accent", "paper"),
        ("on-brand", "brand"),
        ("on-brand", "brand-deep"),
        ("on-deep", "brand-deep"),
        ("on-brand", "olive-deep"),
        ("on-brand", "danger"),
        ("focus-text", "focus"),
    ],
)
def test_text_can_be_read_on_its_ground(text: str, ground: str) -> None:
    values = tokens()

    assert contrast(values[text], values[ground]) >= 4.5


@pytest.mark.parametrize(
    ("mark", "ground"),
    [
        ("line-strong", "paper"),
        ("line-strong", "marble"),
        ("accent", "marble"),
        ("olive", "paper"),
        ("sun", "brand-deep"),
        ("focus", "brand-deep"),
        ("focus", "ink"),
    ],
)
def test_marks_and_borders_can_be_seen(mark: str, ground: str) -> None:
    values = tokens()

    assert contrast(values[mark], values[ground]) >= 3
