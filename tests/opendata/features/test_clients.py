"""Programs that people use read the API over a real socket: GDAL, as QGIS and geopandas carry it."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from collections.abc import Callable
from typing import Any
from urllib.parse import parse_qs, urlsplit
from urllib.request import urlopen

import pytest
from django.test.testcases import LiveServerThread
from owslib.ogcapi.features import Features  # type: ignore[import-untyped]  # it ships no types

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


# What GDAL makes of a document by itself.
SYSTEM = """
import json, sys, pyogrio
print(json.dumps([pyogrio.read_info(address)["crs"] for address in json.loads(sys.argv[1])]))
"""


@pytest.fixture
def address(live_server: Any, town: Any) -> str:
    """Where the API answers over a socket."""
    Domain.objects.get_or_create(domain="localhost", defaults={"tenant": town, "is_primary": False})
    assert isinstance(live_server.thread, LiveServerThread)
    return f"http://localhost:{live_server.thread.port}/api/v1/"


@pytest.fixture
def gdal(address: str) -> Callable[..., dict[str, Any]]:
    """Reads a layer with GDAL's OGC API Features driver, in a process of its own."""

    def read(layer: str, *, where: str | None = None, bbox: list[float] | None = None) -> dict[str, Any]:
        asked = json.dumps([address, layer, where, bbox])
        done = subprocess.run(
            [sys.executable, "-c", READ, asked], capture_output=True, text=True, timeout=600, check=False
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


def test_gdal_knows_the_system_of_json_fg_and_not_that_of_geojson(
    address: str, enter: Callable[..., Any]
) -> None:
    """As docs/guides/api.md tells: GeoJSON has no place for it, so its system stands in the header only."""
    published(enter, 20)
    items = f"{address}collections/test-trees/items?crs=EPSG:2100"
    asked = json.dumps([f"{items}&f=jsonfg", f"{items}&f=geojson"])
    done = subprocess.run(
        [sys.executable, "-c", SYSTEM, asked], capture_output=True, text=True, timeout=600, check=False
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == ["EPSG:2100", "EPSG:4326"]
    with urlopen(f"{items}&f=geojson") as answer:
        assert answer.headers["Content-Crs"] == "<http://www.opengis.net/def/crs/EPSG/0/2100>"
        assert {"crs", "coordRefSys"} & set(json.load(answer)) == set()


NUMBERS = [0, 1, 10, 1_000, 1_001, pytest.param(100_000, marks=[pytest.mark.proof, pytest.mark.large])]


@pytest.mark.parametrize("rows", NUMBERS)
def test_every_client_reads_exactly_so_many_rows(
    gdal: Callable[..., dict[str, Any]], address: str, enter: Callable[..., Any], rows: int
) -> None:
    published(enter, rows)
    pines = len([n for n in range(1, rows + 1) if n % 3 == 1])
    assert gdal("test-trees")["count"] == rows
    if rows:
        # Without rows GDAL knows no columns, and no condition over them.
        assert gdal("test-trees", where="species = 'Πεύκο'")["count"] == pines
    assert with_owslib(address) == rows
    assert with_owslib(address, filter="species = 'Πεύκο'") == pines
    assert with_owslib(address, species="Πεύκο") == pines


@pytest.mark.skipif(shutil.which("ogrinfo") is None, reason="Debian's gdal-bin is not installed")
@pytest.mark.parametrize("rows", NUMBERS)
def test_debians_ogrinfo_reads_exactly_so_many_rows(
    address: str, enter: Callable[..., Any], rows: int
) -> None:
    published(enter, rows)
    # It asks for ten rows at a time unless it is told otherwise.
    more = ["-oo", "PAGE_SIZE=1000"] if rows > 10_000 else []
    for where, expected in (
        ("", rows),
        ("species = 'Πεύκο'", len([n for n in range(1, rows + 1) if n % 3 == 1])),
    ):
        if where and not rows:
            continue  # GDAL learns the columns from the first row: without one it knows none to ask for
        done = subprocess.run(
            ["ogrinfo", "-al", *more, *(["-where", where] if where else []), f"OAPIF:{address}", "test-trees"],
            capture_output=True, text=True, timeout=600, check=True,
        )  # fmt: skip
        assert done.stdout.count("OGRFeature(") == expected


def with_owslib(address: str, **conditions: str) -> int:
    """How many different features OWSLib reads, page by page."""
    found: set[int] = set()
    service = Features(address)
    assert "test-trees" in service.feature_collections()
    page = service.collection_items("test-trees", limit=500, **conditions)
    while True:
        found |= {feature["id"] for feature in page["features"]}
        following = next((link["href"] for link in page["links"] if link["rel"] == "next"), None)
        if following is None:
            return len(found)
        token = parse_qs(urlsplit(following).query)["after"][0]
        page = service.collection_items("test-trees", limit=500, after=token, **conditions)


def test_owslib_reads_the_schema(address: str, enter: Callable[..., Any]) -> None:
    published(enter, 3)
    service = Features(address)
    assert service.collection_queryables("test-trees")["properties"]["girth"]["type"] == "integer"
    assert service.conformance()["conformsTo"]
    assert service.collection_item("test-trees", "2")["properties"]["girth"] == 2


def test_gdal_reads_an_empty_collection(
    gdal: Callable[..., dict[str, Any]], enter: Callable[..., Any]
) -> None:
    published(enter, 0)
    assert gdal("test-trees")["count"] == 0
