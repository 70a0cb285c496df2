"""What is measured: the servers, their addresses, the cases."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import quote

from ops import paths

ROWS = 1_000_000
PAGE = 1_000
DEEP_PAGE = 900
WORKERS = 2
SECONDS = 8
CONNECTIONS = 8
HOME = paths.VAR / "bench"
RESULTS = Path(__file__).parent / "results"
DATABASE = "bench"
# The bench town has its own (empty) register of trees; the million rows are a collection beside it.
COLLECTION = "bench-trees"

PORTAL, TIPG, PYGEOAPI = "portal", "tipg", "pygeoapi"
PORTS = {PORTAL: 8701, TIPG: 8702, PYGEOAPI: 8703}
# The towns of the portal answer on host names; localhost is the bench town's.
BASE = {name: f"http://localhost:{port}" for name, port in PORTS.items()}
ITEMS = {
    PORTAL: f"{BASE[PORTAL]}/api/v1/collections/{COLLECTION}/items?f=geojson&limit={PAGE}",
    TIPG: f"{BASE[TIPG]}/collections/public.trees/items?f=geojson&limit={PAGE}",
    PYGEOAPI: f"{BASE[PYGEOAPI]}/collections/trees/items?f=json&limit={PAGE}",
}
# A quarter of the rows; a value that an eighth of them have.
BOXED = {name: f"{url}&bbox=22.05,39.45,22.2,39.575" for name, url in ITEMS.items()}
# Three rows in a million have this name (bench/fill.py); the peers have no search for words.
RARE_WORD, RARE_ROWS = "Ξυλοκερατιά", 3
SEARCHED = {PORTAL: f"{ITEMS[PORTAL]}&q={quote(RARE_WORD)}"}
FILTERED = {name: f"{url}&species=Olea%20europaea" for name, url in ITEMS.items()}


def tile_url(server: str, z: int, x: int, y: int) -> str:
    """A vector tile; tipg's path has column before row, the others follow OGC's order, row first."""
    if server == PORTAL:
        return f"{BASE[PORTAL]}/api/v1/collections/{COLLECTION}/tiles/WebMercatorQuad/{z}/{y}/{x}"
    if server == TIPG:
        return f"{BASE[TIPG]}/collections/public.trees/tiles/WebMercatorQuad/{z}/{x}/{y}"
    return f"{BASE[PYGEOAPI]}/collections/trees/tiles/WebMercatorQuad/{z}/{y}/{x}?f=mvt"


@dataclass
class Case:
    """One line of the table: an address for each server that has it, and what its answer must hold."""

    title: str
    urls: dict[str, str]
    headers: dict[str, str] = field(default_factory=dict)
    kind: str = "geojson"  # or mvt, page, unchanged
    features: int | None = None  # that each answer must hold; None: said in the table, not demanded
    target_ratio: float | None = None  # against the better peer
    target_rate: float | None = None  # requests per second
    # Addresses that are asked for once each instead of `urls` again and again: nothing can come from a cache.
    once: dict[str, list[str]] = field(default_factory=dict)
    # Others, asked for before and not counted.
    warming: dict[str, list[str]] = field(default_factory=dict)
