"""`python -m opendata.exports.writers FORMAT READING TARGET SECONDS`: writes one file.

Ends with 0, with 3 and the reason on standard output when the file cannot be, or with a traceback.
"""

from __future__ import annotations

import os
import resource
import sys
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

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
REFUSED = 3
LARGEST_FILE = 20 * 1024**3


def main(arguments: list[str]) -> int:
    """Gives the portal's own processes the first turn at the processor, and limits itself."""
    name, reading, target, seconds = arguments
    os.nice(10)
    resource.setrlimit(resource.RLIMIT_CPU, (int(seconds), int(seconds) + 5))
    resource.setrlimit(resource.RLIMIT_FSIZE, (LARGEST_FILE, LARGEST_FILE))
    module, function = WRITERS[name]
    write: Callable[[Reading, Path], None] = getattr(
        import_module(f"opendata.exports.writers.{module}"), function
    )
    try:
        write(Reading(Path(reading)), Path(target))
    except Refused as refusal:
        print(refusal.reason.value)
        return REFUSED
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
