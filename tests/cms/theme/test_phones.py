"""Telephone numbers in short texts."""

from __future__ import annotations

import pytest

from cms.theme.templatetags.theme import phones

CALL = '<a class="whole" href="tel:%s">%s</a>'


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        (
            "Site office 210 000 0003",
            f"Site office {CALL % ('2100000003', '210 000 0003')}",
        ),
        (
            "+30 210 000 0000 or 6900000000",
            f"{CALL % ('+302100000000', '+30 210 000 0000')} or {CALL % ('6900000000', '6900000000')}",
        ),
        ("<b> 2026, 12.345.678.901", "&lt;b&gt; 2026, 12.345.678.901"),
        ("protocol 2026000123456", "protocol 2026000123456"),
    ],
)
def test_a_number_can_be_called_and_everything_else_stays(text: str, shown: str) -> None:
    assert phones(text) == shown
