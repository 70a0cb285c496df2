"""What the register does when the ground changes."""

from __future__ import annotations

from typing import Any

from django.dispatch import receiver

from maps.places.signals import districts_changed
from maps.trees.actions.sites import place_sites_in_districts


@receiver(districts_changed)
def find_districts_anew(by: Any, **_kwargs: Any) -> None:
    """Sites lie in districts by their position."""
    place_sites_in_districts(by=by)
