"""How to read a collection with the tools people have: texts to copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from opendata.catalog.recipes import geopandas_pages, pandas_table, r_table
from opendata.features.links import collection_url, root
from opendata.features.names import MAXIMUM_LIMIT
from opendata.tables.contract import FieldType
from opendata.tables.reading import Facts


@dataclass(frozen=True)
class Recipe:
    """A way to read the data: for whom, what to know, and what to type."""

    key: str
    title: str
    code: str
    text: str = ""


def recipes_of(request: HttpRequest, facts: Facts) -> list[Recipe]:
    """Recipes with the collection's real addresses."""
    items = f"{collection_url(request, facts.name)}/items"
    recipes = [
        Recipe("curl", _("Command line"), f"curl -o {facts.name}.csv '{items}?f=csv'"),
        Recipe("python", _("Python"), _python(items, facts)),
    ]
    recipes.append(Recipe("r", "R", _r(request, items, facts)))
    if facts.has_geometry:
        recipes.append(
            Recipe(
                "gdal", "GDAL", f"ogr2ogr {facts.name}.gpkg OAPIF:{root(request).rstrip('/')} {facts.name}"
            )
        )
        recipes.append(
            Recipe(
                "qgis",
                "QGIS",
                root(request),
                _("Layer → Add Layer → Add WFS / OGC API - Features Layer → New, with this address:"),
            )
        )
    return recipes


def example_filter(facts: Facts) -> str:
    """A CQL2 condition that the collection can be asked."""
    if facts.extent and facts.has_geometry:
        west, south, east, north = facts.extent
        corners = (west, south, (west + east) / 2, (south + north) / 2)
        return f"S_INTERSECTS(geometry, BBOX({', '.join(f'{number:.4f}' for number in corners)}))"
    field = next(iter(facts.fields), None)
    return f'"{field.name}" IS NOT NULL' if field else "TRUE"


def _r(request: HttpRequest, items: str, facts: Facts) -> str:
    if facts.has_geometry:
        source = f'"OAPIF:{root(request).rstrip("/")}", layer = "{facts.name}"'
        return f"library(sf)\n\nrows <- st_read({source})"
    return r_table(f"{items}?f=csv", _texts(facts))


def _python(items: str, facts: Facts) -> str:
    """Every row, whatever their number: features come in pages that lead on to each other, a CSV is whole."""
    if facts.has_geometry:
        return geopandas_pages(f"{items}?f=geojson&limit={MAXIMUM_LIMIT}")
    return pandas_table(f"{items}?f=csv", _texts(facts))


def _texts(facts: Facts) -> list[str]:
    return [field.name for field in facts.fields if field.type is FieldType.TEXT]
