"""How to read a collection with the tools people have, and what it can be asked."""

from __future__ import annotations

from django.http import HttpRequest

from opendata.catalog import recipes
from opendata.features.links import root
from opendata.tables.contract import FieldType
from opendata.tables.reading import Facts


def recipes_of(request: HttpRequest, facts: Facts) -> list[recipes.Recipe]:
    """Recipes with the collection's real addresses, the same as on the dataset's page."""
    texts = [field.name for field in facts.fields if field.type is FieldType.TEXT]
    return recipes.recipes_of(facts.name, root(request), texts, has_geometry=facts.has_geometry)


def example_filter(facts: Facts) -> str:
    """A CQL2 condition that the collection can be asked."""
    if facts.extent and facts.has_geometry:
        west, south, east, north = facts.extent
        corners = (west, south, (west + east) / 2, (south + north) / 2)
        return f"S_INTERSECTS(geometry, BBOX({', '.join(f'{number:.4f}' for number in corners)}))"
    field = next(iter(facts.fields), None)
    return f'"{field.name}" IS NOT NULL' if field else "TRUE"
