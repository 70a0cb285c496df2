"""Trees on the shelf of the first town."""

from __future__ import annotations

from typing import Any

import pytest

from tests.factories.viewer import load_trees_and_ground


@pytest.fixture
def grove(town: Any) -> Any:
    """The first town with five trees, a street, a park and an address."""
    load_trees_and_ground()
    return town
