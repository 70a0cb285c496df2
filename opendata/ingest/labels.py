"""Labels of columns as they are published."""

from __future__ import annotations

from collections.abc import Mapping


def without_unit(titles: Mapping[str, str], unit: str) -> dict[str, str]:
    """`Cost (€)` is `Cost` where the unit is published beside it; every reader of both would write it twice."""
    return {language: _bare(title, unit) for language, title in titles.items()}


def _bare(title: str, unit: str) -> str:
    for end in (f"({unit})", f"[{unit}]"):
        if unit and title.rstrip().casefold().endswith(end.casefold()):
            return title.rstrip()[: -len(end)].rstrip(" ,") or title
    return title
