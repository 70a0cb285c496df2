"""Texts of the interface can be found by what gathers them for translation."""

from __future__ import annotations

import ast

from tests.house.source import ROOT, WINGS

TAKES_TEXT = {
    "_",
    "gettext",
    "ngettext",
    "pgettext",
    "npgettext",
    "gettext_lazy",
    "ngettext_lazy",
    "pgettext_lazy",
}


def test_no_text_stands_within_a_formatted_string_where_the_catalogues_do_not_see_it() -> None:
    found = [
        f"{path.relative_to(ROOT)}:{call.lineno}"
        for wing in WINGS
        for path in sorted((ROOT / wing).rglob("*.py"))
        for formatted in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(formatted, ast.JoinedStr)
        for call in ast.walk(formatted)
        if isinstance(call, ast.Call)
        and isinstance(call.func, ast.Name)
        and call.func.id in TAKES_TEXT
        and any(isinstance(argument, ast.Constant) for argument in call.args)
    ]
    assert found == []
