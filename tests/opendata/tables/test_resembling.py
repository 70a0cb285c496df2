"""How many rows have the same value in a published column and in one of a staged table."""

from __future__ import annotations

from typing import Any

import pytest

from opendata.tables.actions import publish_table
from opendata.tables.contract import Field, FieldType
from opendata.tables.resembling import resemblance
from tests.factories.tables import GIRTH, SPECIES, stage
from tests.opendata.tables.test_publish_table import definition

pytestmark = pytest.mark.django_db

SORT = Field("sort", FieldType.TEXT, {"en": "Sort"})
STREET = Field("street", FieldType.TEXT, {"en": "Street"})


def test_only_rows_that_both_have_are_counted_and_no_value_equals_no_value(town: Any) -> None:
    before = [("a", None, "x", 1), ("b", None, "y", 2), ("c", None, None, 3), ("d", None, "z", 4)]
    publish_table(definition(SPECIES, GIRTH), stage([SPECIES, GIRTH], before), by=None)
    after = [("a", None, "x", "2"), ("b", None, "other", "1"), ("c", None, None, "7"), ("e", None, "z", "4")]
    staging = stage([SORT, STREET], after)
    name = definition(SPECIES).name
    found = resemblance(name, staging, [(SPECIES, "sort"), (SPECIES, "street")])
    assert (found.rows, found.same) == (3, {("species", "sort"): 2, ("species", "street"): 0})
    assert resemblance(name, staging, []).rows == 0
