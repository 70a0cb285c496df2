"""What editors may set: declared, checked, documented."""

from __future__ import annotations

import re
from typing import Any

import pytest

from engagement.intake.kinds import kinds
from engagement.intake.kinds.base import Kind, kind_of
from tests.databases import ROOT
from tests.factories.questions import CHOICES, ask

pytestmark = pytest.mark.django_db
GUIDE = (ROOT / "docs/guides/editor-forms.md").read_text(encoding="utf-8")


def row_of(name: str) -> str:
    """The line of the guide's table that describes a kind."""
    return next(
        line for line in GUIDE.splitlines() if line.startswith("| `") and f"`{name}`" in line.split("|")[1]
    )


@pytest.mark.parametrize("kind", list(kinds), ids=lambda kind: kind.name)
def test_the_guide_tells_every_kind_and_setting(kind: Kind) -> None:
    row = row_of(kind.name)
    assert [setting.name for setting in kind.settings if setting.name not in row] == []


@pytest.mark.parametrize("kind", list(kinds), ids=lambda kind: kind.name)
def test_settings_of_the_wrong_type_are_found(kind: Kind) -> None:
    wrong = {setting.name: object() for setting in kind.settings}
    question = ask(kind.name, settings={**wrong, "title": "", "scheme": 7})
    if kind.settings and kind.name not in ("feature", "dataset_choice"):
        assert len([text for text in super_problems(kind, question) if "cannot be read" in text]) >= 1


def super_problems(kind: Kind, question: Any) -> list[str]:
    return list(Kind.problems(kind, question))


@pytest.mark.parametrize(
    ("kind", "facts"),
    [
        ("short_text", {"settings": {"least": 9, "most": 3}}),
        ("short_text", {"settings": {"most": 5000}}),
        ("number", {"settings": {"least": "9", "most": "3"}}),
        ("number", {"settings": {"least": "nine"}}),
        ("number", {"settings": {"decimals": True}}),
        ("date", {"settings": {"earliest": "tomorrow"}}),
        ("date", {"settings": {"earliest": "today+9", "latest": "today"}}),
        ("time", {"settings": {"earliest": "8"}}),
        ("one_of", {"choices": CHOICES[:1]}),
        ("many_of", {"settings": {"exclusive": ["x"]}}),
        ("many_of", {"settings": {"least": 9}}),
        ("phone", {"settings": {"region": "XX"}}),
        ("identifier", {}),
        ("identifier", {"settings": {"scheme": "os.system"}}),
        ("feature", {"settings": {"collection": "nothing"}}),
        ("dataset_choice", {"settings": {"collection": "nothing", "column": "x"}}),
        ("file", {"settings": {"most_files": 100}}),
        ("rich_text", {}),
        ("heading", {"label": {}}),
        ("hidden", {}),
    ],
)
def test_check_finds_what_cannot_work(kind: str, facts: dict[str, Any]) -> None:
    question = ask(kind, **facts)
    assert len(list(kind_of(question).problems(question))) == 1


def test_number_kinds_say_of_health_that_it_is_sensitive() -> None:
    assert {kind.name for kind in kinds if kind.privacy == "sensitive"} == {"amka"}


def test_names_of_kinds_are_what_definitions_store() -> None:
    assert all(re.fullmatch(r"[a-z][a-z_]+", name) for name in kinds.names())
    assert len(kinds.names()) == 30
