"""The recipes of docs/guides/api.md, typed as they stand there into the programs that they are for.

R and QGIS are large packages: `make prove` installs them, `make test` only runs the recipes for Python.
"""

from __future__ import annotations

import json
import re
import shutil
import subprocess
import sys
import urllib.request
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from ops.packages import SYSTEM_PYTHON
from tests.house.source import ROOT
from tests.journeys.conftest import Portal

GUIDE = (ROOT / "docs/guides/api.md").read_text(encoding="utf-8")
GUIDE_HOST = "http://localhost:8000"

QGIS_BEFORE = """
from qgis.core import QgsApplication, QgsFeatureRequest, QgsProject, QgsVectorLayer, QgsVectorTileLayer
application = QgsApplication([], False)
application.initQgis()
"""
QGIS_AFTER = """
import json
from qgis.PyQt.QtCore import QSize
from qgis.core import QgsCoordinateReferenceSystem, QgsCoordinateTransform, QgsMapRendererSequentialJob, QgsMapSettings

def colours(drawn):
    settings = QgsMapSettings()
    settings.setLayers([drawn])
    settings.setOutputSize(QSize(300, 200))
    settings.setDestinationCrs(QgsCoordinateReferenceSystem("EPSG:3857"))
    onto = QgsCoordinateTransform(layer.crs(), settings.destinationCrs(), QgsProject.instance())
    settings.setExtent(onto.transformBoundingBox(layer.extent()))
    job = QgsMapRendererSequentialJob(settings)
    job.start()
    job.waitForFinished()
    picture = job.renderedImage()
    return len({picture.pixel(x, y) for x in range(300) for y in range(200)})

greek = QgsFeatureRequest().setFilterExpression("species_el = 'SPECIES'")
tiles = QgsVectorTileLayer("type=xyz&url=TILES&zmin=0&zmax=16", "tiles")
print(json.dumps({
    "crs": layer.crs().authid(),
    "rows": len({feature["site_id"] for feature in layer.getFeatures()}),
    "greek": sum(1 for _feature in layer.getFeatures(greek)),
    "tiles": tiles.isValid() and colours(tiles) > 10,
    "in the project": [each.name() for each in QgsProject.instance().mapLayers().values()],
}))
application.exitQgis()
"""


def recipe(portal: Portal, language: str, section: str) -> str:
    """The blocks in one language of one section of the guide, with the portal's own address."""
    text = GUIDE.partition(f"\n## {section}\n")[2].partition("\n## ")[0]
    blocks = re.findall(rf"```{language}\n(.*?)```", text, re.DOTALL)
    assert blocks, f"The guide has no recipe in {language} under {section}."
    return "\n".join(blocks).replace(GUIDE_HOST, portal.address("").rstrip("/"))


def typed(command: list[str], text: str, where: Path) -> str:
    """What a program says that is given this text as its file."""
    file = where / "recipe"
    file.write_text(text, encoding="utf-8")
    env = {"PATH": "/usr/bin:/bin", "LANG": "C.UTF-8", "HOME": str(where), "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        [*command, str(file)], capture_output=True, text=True, timeout=600, check=False, env=env
    )
    assert done.returncode == 0, f"{done.stdout}\n{done.stderr}"
    return done.stdout


def answer(portal: Portal, query: str) -> Any:
    address = portal.address(f"/api/v1/collections/trees/items?{query}")
    with urllib.request.urlopen(address, timeout=30) as opened:
        return json.load(opened)


@pytest.fixture
def rows(portal: Portal) -> int:
    """How many trees there are, as the API itself counts."""
    return int(answer(portal, "limit=1")["numberMatched"])


def test_the_recipe_for_python_reads_every_row(portal: Portal, rows: int, tmp_path: Path) -> None:
    said = typed(
        [sys.executable], recipe(portal, "python", "Python") + "\nprint(len(trees), trees.crs)\n", tmp_path
    )
    assert said.splitlines()[-1] == f"{rows} OGC:CRS84"


def test_the_recipe_for_another_system_knows_where_the_trees_are(portal: Portal, tmp_path: Path) -> None:
    after = "\nprint(trees.crs, *trees.to_crs(4326).total_bounds)\n"
    said = typed([sys.executable], recipe(portal, "python", "Reference systems") + after, tmp_path)
    name, *box = said.splitlines()[-1].split()
    corners = [round(float(number)) for number in box]
    first = answer(portal, "limit=1")["features"][0]["geometry"]["coordinates"]
    assert (name, corners) == ("EPSG:2100", [round(number) for number in first] * 2)


@pytest.mark.proof
@pytest.mark.large
def test_the_recipe_for_r_reads_every_row(portal: Portal, rows: int, tmp_path: Path) -> None:
    after = '\ncat("\\n", nrow(trees), nrow(rows), st_crs(trees)$input, class(st_geometry(trees))[1], sep = "|")\n'
    program = shutil.which("Rscript") or pytest.fail("R is not installed; `make prove` does it.")
    said = typed([program], recipe(portal, "r", "R") + after, tmp_path)
    assert said.splitlines()[-1] == f"|{rows}|{rows}|WGS 84|sfc_POINT"
    assert re.search(r"district_en +girth_cm", said)


@pytest.mark.proof
@pytest.mark.large
def test_the_recipe_for_qgis_reads_every_row_and_filters_in_greek(
    portal: Portal, rows: int, tmp_path: Path
) -> None:
    tiles = portal.address("/api/v1/collections/trees/tiles/WebMercatorQuad/{z}/{y}/{x}")
    species = answer(portal, "limit=1")["features"][0]["properties"]["species_el"]
    text = (
        QGIS_BEFORE
        + recipe(portal, "python", "QGIS")
        + QGIS_AFTER.replace("TILES", tiles).replace("SPECIES", species)
    )
    read = json.loads(typed([SYSTEM_PYTHON], text, tmp_path).splitlines()[-1])
    greek = answer(portal, f"limit=1&species_el={quote(species)}")["numberMatched"]
    assert 0 < greek < rows
    assert read == {
        "crs": "EPSG:4326",
        "rows": rows,
        "greek": greek,
        "tiles": True,
        "in the project": ["trees"],
    }
