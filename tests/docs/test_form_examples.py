"""Every example of the guide for forms compiles."""

from __future__ import annotations

import re

import pytest

from engagement.intake.expressions import compile_condition, compile_value, in_words
from tests.engagement.intake.expressions.test_language import NAMES, QUESTIONS
from tests.house.source import ROOT

# Only the section on conditions: the other tables name kinds and their settings.
GUIDE = (ROOT / "docs/guides/editor-forms.md").read_text(encoding="utf-8").partition("\n## Conditions\n")[2]


def examples(fence: str) -> list[str]:
    return [
        line
        for block in re.findall(rf"```{fence}\n(.*?)```", GUIDE, re.DOTALL)
        for line in block.splitlines()
    ]


def in_the_table() -> list[str]:
    rows = [line.split("|") for line in GUIDE.splitlines() if line.startswith("| `")]
    cells = [cell for row in rows for cell in (row[1], row[3])]
    return [text for cell in cells for text in re.findall(r"`([^`]{6,})`", cell) if "…" not in text]


@pytest.mark.parametrize("text", [*examples("conditions"), *in_the_table()])
def test_a_condition_of_the_guide_compiles(text: str) -> None:
    assert in_words(compile_condition(text, NAMES), QUESTIONS, "en")


@pytest.mark.parametrize("text", examples("values"))
def test_a_calculation_of_the_guide_compiles(text: str) -> None:
    assert in_words(compile_value(text, NAMES), QUESTIONS, "en")


def test_the_guide_has_examples() -> None:
    assert (len(examples("conditions")), len(examples("values")), len(in_the_table()) > 15) == (4, 5, True)
