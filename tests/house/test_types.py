"""What the type checker is told to pass over has a reason beside it."""

from __future__ import annotations

import re

from tests.house.source import ROOT, WINGS

# Written so that this very file is none of the findings.
PASSED_OVER = re.compile(r"# type" + r": ignore(?P<codes>\[[a-z-]+(?:, ?[a-z-]+)*\])?(?P<reason>  # \S.*)?")


def test_nothing_is_hidden_from_the_type_checker_without_a_reason() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{number}"
        for folder in (*WINGS, "fixtures", "ops", "bench", "tests")
        for path in sorted((ROOT / folder).rglob("*.py"))
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        for match in PASSED_OVER.finditer(line)
        if not (match["codes"] and match["reason"])
    ]
    assert found == []
