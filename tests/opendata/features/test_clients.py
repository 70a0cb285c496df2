"""Programs that people use read the API over a real socket: GDAL, as QGIS and geopandas carry it."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from typing import Any

import pytest
from django.test.testcases import LiveServerThread

from cms.municipalities.models import Domain
from opendata.tables.actions import ensure_collection, republish
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db(transaction=True)

READ = """
import json, sys, pyogrio
address, layer, where, bbox = json.loads(sys.argv[1])
names = [str(name) for name, _kind in pyogrio.list_layers("OAPIF:" + address)]
info = pyogrio.read_info("OAPIF:" + address, layer=layer)
_meta, fids, geometry, fields = pyogrio.raw.read(
    "OAPIF:" + address, layer=layer, where=where, bbox=tuple(bbox) if bbox else None, return_fids=True
)
columns = {str(name): [None if v != v else v for v in values.tolist()] for name, values in zip(_meta["fields"], fields)}
print(json.dumps({"layers": names, "type": info["geometry_type"], "crs": info["crs"],
    "count": len(geometry), "placed": sum(g is not None for g in geometry), "columns": columns}, default=str))
"""


@pytest.fixture
def gdal(live_server: Any, town: Any) -> Callable[..., dict[str, Any]]:
    """Reads a layer with GDAL's OGC API Features driver, in a process of its own."""
    Domain.objects.get_or_create(domain="localhost", defaults={"tenant": town, "is_primary": False})
    assert isinstance(live_server.thread, LiveServerThread)
    address = f"http://localhost:{live_server.thread.port}/api/v1/"

    def read(layer: str, *, where: str | None = None, bbox: list[float] | None = None) -> dict[str, Any]:
        asked = json.dumps([address, layer, where, bbox])
        done = subprocess.run(
            [sys.executable, "-c", READ, asked], capture_output=True, text=True, timeout=120, check=False
        )
        assert done.returncode == 0, done.stderr
        return dict(json.loads(done.stdout))

    return read


def published(enter: Callable[[Register], Register], rows: int) -> None:
    trees = enter(register())
    trees.put_points(rows)
    ensure_collection(trees.definition)
    republish(trees.name, by=None)


def test_gdal_reads_back_every_row_and_filters_in_greek(
    gdal: Callable[..., dict[str, Any]], enter: Callable[..., Any]
) -> None:
    published(enter, 10_001)
    whole = gdal("test-trees")
    assert "test-trees" in whole["layers"]
    assert (whole["count"], whole["placed"], whole["type"]) == (10_001, 9_001, "Point")
    assert len(set(whole["columns"]["height"])) == 10_001
    pines = gdal("test-trees", where="species = 'Πεύκο'")
    assert (pines["count"], set(pines["columns"]["species"])) == (3_334, {"Πεύκο"})
    assert gdal("test-trees", where="girth = 7 AND species = 'Ελιά'")["count"] == 67
    box = gdal("test-trees", bbox=[23.99, 37.99, 24.01, 38.01])
    assert 0 < box["placed"] < 9_001


def test_gdal_reads_an_empty_collection(
    gdal: Callable[..., dict[str, Any]], enter: Callable[..., Any]
) -> None:
    published(enter, 0)
    assert gdal("test-trees")["count"] == 0
