"""Trees for tests, made through the room's verbs."""

from __future__ import annotations

from itertools import count
from typing import Any

from django.contrib.gis.geos import Point

from maps.trees import actions
from maps.trees.models import PlantingSite, Species, Tree

_numbers = count(1)


def make_species(botanical: str = "", **facts: Any) -> Species:
    """A species of its own, unless a name is given."""
    return actions.add_species(botanical=botanical or f"Arbor probata{next(_numbers)}", by=None, **facts)


def make_site(longitude: float = 25.05, latitude: float = 40.65, **facts: Any) -> PlantingSite:
    """A vacant site."""
    return actions.add_site(Point(longitude, latitude, srid=4326), by=None, **facts)


def make_tree(site: PlantingSite | None = None, **facts: Any) -> Tree:
    """A standing tree."""
    return actions.plant_tree(site or make_site(), by=None, **facts)
