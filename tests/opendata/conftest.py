"""Registers that tests of the open data publish."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from opendata.tables.actions import ensure_collection, republish
from opendata.tables.registry import collections
from tests.factories.tables import Register, register


@pytest.fixture
def enter(monkeypatch: pytest.MonkeyPatch) -> Callable[[Register], Register]:
    """Puts a register's definition into the registry for the time of the test."""

    def add(entered: Register) -> Register:
        monkeypatch.setitem(collections._things, entered.name, entered.definition)
        return entered

    return add


@pytest.fixture
def trees(town: Any, enter: Callable[[Register], Register]) -> Register:
    """A register of points, known and empty."""
    entered = enter(register())
    ensure_collection(entered.definition)
    return entered


@pytest.fixture
def forest(trees: Register) -> Register:
    """250 published points, 25 of them without a place."""
    trees.put_points(250)
    republish(trees.name, by=None)
    return trees
