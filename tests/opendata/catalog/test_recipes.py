"""The lines that a dataset's page offers are run as they stand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from opendata.catalog.recipes import MOST_NAMED, pandas_table, r_table


@pytest.mark.parametrize("others", [0, MOST_NAMED])
def test_a_table_keeps_codes_that_look_like_numbers(tmp_path: Path, others: int) -> None:
    names = [f"other_{number}" for number in range(others)]
    file = tmp_path / "rows.csv"
    file.write_text(",".join(["id", "code", *names]) + "\n1,01.10" + ",x" * others + "\n")
    known: dict[str, Any] = {}
    exec(pandas_table(str(file), ["code", *names], "budget"), known)
    assert known["budget"].code.tolist() == ["01.10"]
    assert known["budget"].id.astype(int).tolist() == [1]


def test_a_table_of_numbers_names_no_texts() -> None:
    assert "dtype" not in pandas_table("a.csv", [])
    assert "colClasses" not in r_table("a.csv", [])
    assert 'colClasses = c(code = "character")' in r_table("a.csv", ["code"])
