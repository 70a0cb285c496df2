"""Small files, small functions, and no junk drawers."""

from __future__ import annotations

import ast

from tests.house.source import ROOT, WINGS, module_of, python_files

FILE_CAP = 300
FUNCTION_CAP = 60
JUNK_DRAWERS = {"utils", "helpers", "common", "core", "misc"}


def test_no_file_is_longer_than_its_cap() -> None:
    lengths = {module_of(path): len(path.read_text(encoding="utf-8").splitlines()) for path in python_files()}
    assert {name: lines for name, lines in lengths.items() if lines > FILE_CAP} == {}


def test_no_function_is_longer_than_its_cap() -> None:
    lengths = {
        f"{module_of(path)}.{node.name}": (node.end_lineno or 0) - node.lineno + 1
        for path in python_files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
    }
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_CAP} == {}


def test_no_module_is_a_junk_drawer() -> None:
    names = {part for path in python_files() for part in module_of(path).split(".")}
    assert names & JUNK_DRAWERS == set()


def test_every_room_says_what_it_is_for() -> None:
    silent = [
        str(path.relative_to(ROOT))
        for wing in WINGS
        for path in (ROOT / wing).rglob("apps.py")
        if not any(
            isinstance(node, ast.ClassDef) and ast.get_docstring(node)
            for node in ast.parse(path.read_text(encoding="utf-8")).body
        )
    ]
    assert silent == []
