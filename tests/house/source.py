"""The portal's own source, for the tests of the house's rules."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# From the roof to the foundation; a wing may use those after it.
WINGS = ("pages", "engagement", "maps", "opendata", "cms")
ROOMS = {
    "cms": [
        ["privacy"],
        ["notifications", "guard"],
        ["theme"],
        ["files"],
        ["media", "audit"],
        ["accounts"],
        ["municipalities"],
        ["kit"],
    ],
    "opendata": [
        ["features", "tiles", "exports", "quality", "community", "ingest", "ckan"],
        ["tables", "access"],
        ["catalog"],
    ],
    "maps": [["viewer"], ["trees", "spaces", "parking", "businesses", "activities"], ["places"]],
    "engagement": [
        ["desk"],
        ["reports", "spaceuse", "residentparking", "adoptions", "campaigns"],
        ["appointments"],
        ["payments"],
        ["documents"],
        ["cases"],
        ["eservices"],
        ["intake"],
    ],
    "pages": [
        [
            "home",
            "content",
            "news",
            "events",
            "contact",
            "accessibility",
            "landings",
            "feedback",
            "services",
            "search",
        ],
        ["navigation", "alerts"],
        ["blocks"],
        ["offices"],
        ["base"],
    ],
}


@cache
def python_files() -> tuple[Path, ...]:
    """Every Python file of the wings and of the demo, migrations left out."""
    return tuple(
        path
        for folder in (*WINGS, "fixtures", "ops", "bench")
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    )


def module_of(path: Path) -> str:
    """`maps/trees/models.py` is `maps.trees.models`."""
    parts = path.relative_to(ROOT).with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imports_of(path: Path) -> Iterator[tuple[int, str]]:
    """Line and full module name of each import, those inside functions too."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.lineno, node.module


def height(app_path: str) -> tuple[int, int]:
    """How high a room stands: larger is higher. `maps.trees` stands above `opendata.tables`."""
    wing, _dot, rest = app_path.partition(".")
    room = rest.split(".")[0]
    floors = ROOMS.get(wing, [])
    floor = next((at for at, rooms in enumerate(floors) if room in rooms), 0)
    return len(WINGS) - WINGS.index(wing), len(floors) - floor
