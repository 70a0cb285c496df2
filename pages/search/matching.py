"""Whether a folded text holds a part of what was asked."""

from __future__ import annotations

from cms.kit.stems import stem
from pages.base.contract import Part


def holds(known: str, part: Part) -> bool:
    """A phrase as it stands; else any of its ways, each word by its stem."""
    if part.phrase:
        return f" {' '.join(part.ways[0])}" in known
    return any(all(f" {stem(word)}" in known for word in way) for way in part.ways)
