"""How a dataset is offered: freshness in words, recipes to copy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.conf import settings
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from opendata.catalog.contract import Preview
from opendata.catalog.models import Dataset
from opendata.catalog.recipes import geopandas_pages, pandas_table, r_table

RECENT_DAYS = 14
# Beyond this a list of rows comes in pages; recipes say how to follow them.
PAGE_ROWS = 10_000


@dataclass(frozen=True)
class Recipe:
    """A few lines to copy."""

    name: str
    title: str
    text: str
    code: str


def formats_of(has_geometry: bool) -> list[str]:
    """What the open interface gives today."""
    return ["GeoJSON", "CSV", "API"] if has_geometry else ["JSON", "CSV", "API"]


def updated_words(moment: datetime) -> str:
    """`today`, `yesterday`, `3 days ago`, or the day."""
    days = (timezone.localdate() - timezone.localtime(moment).date()).days
    if days <= 0:
        return _("today")
    if days == 1:
        return _("yesterday")
    if days <= RECENT_DAYS:
        return ngettext("%(days)s day ago", "%(days)s days ago", days) % {"days": days}
    return date_format(timezone.localtime(moment), "j E Y")


def freshness_words(dataset: Dataset, preview: Preview | None) -> str:
    """When the rows changed last, and how often they do."""
    when = updated_words(preview.updated_at if preview else dataset.modified)
    if dataset.update_frequency == "UNKNOWN":
        return when
    return f"{when}, {dataset.get_update_frequency_display()}"


def in_this_language(names: Sequence[str]) -> set[str]:
    """Columns without those that say the same in another language (`name_en` beside `name_el` or `name`)."""
    here = get_language() or settings.LANGUAGE_CODE
    codes = [code for code, _title in settings.LANGUAGES]
    known, left = set(names), set()
    for name in names:
        stem, _sign, code = name.rpartition("_")
        if stem and code in codes:
            own = f"{stem}_{here}" in known or (here == settings.LANGUAGE_CODE and stem in known)
            if code != here and own:
                left.add(name)
        elif here != settings.LANGUAGE_CODE and f"{name}_{here}" in known:
            left.add(name)
    return known - left


def recipes_of(name: str, host: str, preview: Preview) -> Sequence[Recipe]:
    """Lines that work as they stand."""
    items = f"{host}/api/v1/collections/{name}/items"
    recipes = [
        Recipe(
            "curl",
            "curl",
            _("Every row as CSV."),
            f'curl -o {name}.csv "{items}?f=csv"',
        ),
    ]
    variable = name.replace("-", "_")
    if not preview.has_geometry:
        frame = _("All rows as a table (data frame).")
        texts = [column.name for column in preview.columns if column.is_text]
        return [
            *recipes,
            Recipe(
                "python", "Python (pandas)", frame,
                pandas_table(f"{items}?f=csv", texts, variable),
            ),
            Recipe("r", "R", frame, r_table(f"{items}?f=csv", texts, variable)),
        ]  # fmt: skip
    code = geopandas_pages(f"{items}?f=geojson&limit={PAGE_ROWS}", variable)
    driver = f'library(sf)\n\n{variable} <- st_read("OAPIF:{host}/api/v1", layer = "{name}")'
    qgis = _("Layer, Add Layer, Add WFS / OGC API – Features layer: a new connection with this address.")
    return [
        *recipes,
        Recipe("python", "Python (geopandas)", _("All rows, page by page, as a GeoDataFrame."), code),
        Recipe("r", "R (sf)", _("All rows with their places; GDAL follows the pages."), driver),
        Recipe("qgis", "QGIS", qgis, f"{host}/api/v1/"),
    ]
