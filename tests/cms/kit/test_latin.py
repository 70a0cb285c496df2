"""Greek in Latin letters, on the server and in the browser's rules for addresses."""

from __future__ import annotations

import pytest

from cms.kit.latin import in_latin
from pages.base.addresses import replacements

WORDS = [
    ("Στάσεις λεωφορείων", "staseis leoforeion"),
    ("Αίτηση θήκης ευαγγελίου", "aitisi thikis evangeliou"),
    ("Χαϊδάρι, ξύλο, ψυχή", "chaidari, xylo, psychi"),
    ("ΟΔΟΣ", "odos"),
    ("Plain words", "plain words"),
]


@pytest.mark.parametrize(("greek", "latin"), WORDS)
def test_greek_is_written_as_on_road_signs(greek: str, latin: str) -> None:
    assert in_latin(greek) == latin


@pytest.mark.parametrize(("greek", "latin"), WORDS)
def test_the_rules_that_a_browser_gets_lead_to_the_same(greek: str, latin: str) -> None:
    text = greek
    for pattern, letters in replacements():
        text = pattern.sub(letters, text)
    assert text.lower() == latin
