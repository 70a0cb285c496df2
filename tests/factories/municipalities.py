"""Municipalities for tests."""

from __future__ import annotations

from cms.municipalities.models import Municipality


def make_unsaved_municipality(**facts: object) -> Municipality:
    """One that is only looked at, without a schema."""
    return Municipality(
        **{
            "schema_name": "town_unsaved",
            "names": {"el": "Πόλη", "en": "Town"},
            "languages": ["el", "en"],
            **facts,
        }
    )
