"""Lines that read a dataset in the programs that people have. They work as they stand."""

from __future__ import annotations

from collections.abc import Sequence
from json import dumps

# A longer list of columns hides the line that it stands in: then everything is text.
MOST_NAMED = 12


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
