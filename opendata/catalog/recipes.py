"""Lines that read a dataset in the programs that people have. They work as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from json import dumps

from django.utils.translation import gettext as _

# A longer list of columns hides the line that it stands in: then everything is text.
MOST_NAMED = 12
# Beyond this a list of rows comes in pages; recipes say how to follow them.
PAGE_ROWS = 10_000


@dataclass(frozen=True)
class Recipe:
    """A few lines to copy: for which program, what they do, and what to type."""

    key: str
    title: str
    text: str
    code: str


def recipes_of(name: str, service: str, texts: Sequence[str], *, has_geometry: bool) -> list[Recipe]:
    """Every recipe of a collection. `service`: the API's address; `texts`: its columns of text."""
    service = service.rstrip("/")
    items = f"{service}/collections/{name}/items"
    variable = name.replace("-", "_")
    curl = Recipe(
        "curl", _("Command line (curl)"), _("Every row as CSV."), f'curl -o {name}.csv "{items}?f=csv"'
    )
    if not has_geometry:
        frame = _("All rows as a table (data frame).")
        return [
            curl,
            Recipe("python", "Python (pandas)", frame, pandas_table(f"{items}?f=csv", texts, variable)),
            Recipe("r", "R", frame, r_table(f"{items}?f=csv", texts, variable)),
        ]
    pages = geopandas_pages(f"{items}?f=geojson&limit={PAGE_ROWS}", variable)
    layer = f'library(sf)\n\n{variable} <- st_read("OAPIF:{service}", layer = "{name}")'
    qgis = _("Layer, Add Layer, Add WFS / OGC API – Features layer: a new connection with this address.")
    return [
        curl,
        Recipe("python", "Python (geopandas)", _("All rows, page by page, as a GeoDataFrame."), pages),
        Recipe("r", "R (sf)", _("All rows with their places; GDAL follows the pages."), layer),
        Recipe("gdal", "GDAL", _("All rows as a GeoPackage."), f"ogr2ogr {name}.gpkg OAPIF:{service} {name}"),
        Recipe("qgis", "QGIS", qgis, f"{service}/"),
    ]


def pandas_table(address: str, texts: Sequence[str], variable: str = "rows") -> str:
    """A table from CSV. `texts`: columns that are no numbers though they may look it, such as the code 01.11."""
    kinds = "str" if len(texts) > MOST_NAMED else f"dict.fromkeys({dumps(list(texts))}, str)"
    kept = f", dtype={kinds}" if texts else ""
    return f'import pandas\n\n{variable} = pandas.read_csv("{address}"{kept})'


def r_table(address: str, texts: Sequence[str], variable: str = "rows") -> str:
    """The same in R."""
    named = ", ".join(f'{name} = "character"' for name in texts)
    kinds = '"character"' if len(texts) > MOST_NAMED else f"c({named})"
    kept = f", colClasses = {kinds}" if texts else ""
    return f'{variable} <- read.csv("{address}", encoding = "UTF-8"{kept})'


def geopandas_pages(address: str, variable: str = "rows") -> str:
    """Every row with its place, page by page. The index is the id of the row, which stays when the data change."""
    return "\n".join(
        (
            "import geopandas, pandas, requests",
            "",
            f'address = "{address}"',
            "pages = []",
            "while address:",
            "    page = requests.get(address).json()",
            '    rows = geopandas.GeoDataFrame.from_features(page["features"], crs=4326)',
            '    pages.append(rows.set_index(pandas.Index([row["id"] for row in page["features"]], name="id")))',
            '    address = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)',
            f"{variable} = pandas.concat(pages)",
        )
    )
