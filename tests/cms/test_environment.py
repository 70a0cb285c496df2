"""What the environment says is read once, and an empty word is no word."""

from __future__ import annotations

import pytest

from cms.settings.environment import read_environment


@pytest.mark.parametrize(("given", "expected"), [("", 8000), ("8123", 8123)])
def test_an_empty_port_is_the_usual_one(monkeypatch: pytest.MonkeyPatch, given: str, expected: int) -> None:
    monkeypatch.setenv("PORT", given)
    assert read_environment().port == expected
