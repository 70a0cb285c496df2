"""How to read a collection with the tools people have: texts to copy."""

from __future__ import annotations

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils.translation import gettext as _

from opendata.features.links import collection_url, root
from opendata.features.names import MAXIMUM_LIMIT
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
    if facts.has_geometry:
        recipes.append(
            Recipe(
                "qgis",
                "QGIS",
                root(request),
                _("Layer → Add Layer → Add WFS / OGC API - Features Layer → New, with this address:"),
            )
        )
    return recipes


def _python(items: str, facts: Facts) -> str:
    """Every row, whatever their number: features come in pages that lead on to each other, a CSV is whole."""
    if facts.has_geometry:
        return "\n".join(
            (
                "import geopandas, pandas, requests",
                "",
                f'address = "{items}?f=geojson&limit={MAXIMUM_LIMIT}"',
                "pages = []",
                "while address:",
                "    page = requests.get(address).json()",
                '    pages.append(geopandas.GeoDataFrame.from_features(page["features"], crs=4326))',
                '    address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)',
                "rows = pandas.concat(pages, ignore_index=True)",
            )
        )
    return f'import pandas\n\nrows = pandas.read_csv("{items}?f=csv")'
