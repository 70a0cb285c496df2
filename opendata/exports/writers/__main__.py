"""`python -m opendata.exports.writers READING SECONDS FORMAT=TARGET …`: writes files, one after another.

Tells of each when it is done: `FORMAT=written`, or the reason why it cannot be. Ends with 0, or with a traceback.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from cms.kit.lightness import do_without
from opendata.exports.choices import WRITTEN
from opendata.exports.errors import Refused
from opendata.exports.writers.source import Reading

# Module and function; only what a format needs is loaded, which is most of the time a small file takes.
WRITERS = {
    "csv": ("plain", "write_csv"),
    "geojson": ("plain", "write_geojson"),
    "parquet": ("parquet", "write_parquet"),
    "gpkg": ("geopackage", "write_geopackage"),
    "fgb": ("geopackage", "write_flatgeobuf"),
    "shp": ("shapefile", "write_shapefile"),
    "xlsx": ("spreadsheet", "write_spreadsheet"),
    "pmtiles": ("tiles", "write_pmtiles"),
}
LARGEST_FILE = 20 * 1024**3


def main(arguments: list[str]) -> int:
    """Gives the portal's own processes the first turn at the processor, and limits itself."""
    reading, seconds, *places = arguments
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    # Arrow and pyogrio would load them if they could, which takes longer than most files.
    do_without("pandas", "geopandas")
    for place in places:
        name, _equals, target = place.partition("=")
        print(f"{name}={write(name, Reading(Path(reading)), Path(target))}", flush=True)
    return 0


def write(name: str, reading: Reading, target: Path) -> str:
    """WRITTEN, or the reason why the file cannot be."""
    module, function = WRITERS[name]
    writer: Callable[[Reading, Path], None] = getattr(
        import_module(f"opendata.exports.writers.{module}"), function
    )
    try:
        writer(reading, target)
    except Refused as refusal:
        return str(refusal.reason.value)
    return WRITTEN


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
