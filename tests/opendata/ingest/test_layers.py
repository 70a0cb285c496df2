"""Files with shapes of their own, each opened in a process of its own as the portal does."""

from __future__ import annotations

import json
import sqlite3
import struct
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely

from opendata.ingest.codes import Code, Kind, PositionMode, Refusal
from opendata.ingest.contract import Decisions
from opendata.ingest.errors import FileRefused
from opendata.ingest.reader import kml_names
from opendata.tables.contract import GeometryType
from tests.opendata.ingest.files import (
    PLACES,
    TOWN,
    column,
    frame,
    geojson_of,
    look,
    look_apart,
    points,
    shapefile_of,
    types,
    zip_of,
)

COLUMNS = {"Όνομα": ["Άρεως", "Έβρου", "Ώρας"], "code": ["001", "002", "003"], "height": [1.5, 2.0, None]}
SQUARE = shapely.box(23.71, 37.88, 23.72, 37.89)


def put(folder: Path, content: str | bytes, name: str = "upload") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


@pytest.mark.parametrize(
    ("driver", "suffix", "kind"),
    [
        ("GPKG", "gpkg", Kind.GPKG),
        ("FlatGeobuf", "fgb", Kind.FLATGEOBUF),
        ("GeoJSON", "geojson", Kind.GEOJSON),
        ("GeoJSONSeq", "geojsonl", Kind.GEOJSON_LINES),
    ],
)
def test_every_kind_is_known_by_its_content_whatever_it_is_called(
    tmp_path: Path, driver: str, suffix: str, kind: Kind
) -> None:
    frame(COLUMNS, points()).to_file(tmp_path / f"data.{suffix}", driver=driver)
    path = (tmp_path / f"data.{suffix}").rename(tmp_path / "upload.csv")
    findings = look_apart(path, boundary=TOWN)
    assert (findings.kind, findings.row_count, findings.kept) == (kind, 3, 3)
    assert types(findings) == {"Όνομα": "string", "code": "string", "height": "number"}
    # FlatGeobuf keeps rows in an order of its own.
    assert set(column(findings, "Όνομα").examples) == {"Άρεως", "Έβρου", "Ώρας"}
    assert (findings.position.mode, findings.position.epsg) == (PositionMode.GEOMETRY, 4326)
    assert findings.position.inside == 1.0
    assert findings.geometry_type is GeometryType.POINT


def test_a_zipped_shapefile_in_the_greek_grid(tmp_path: Path) -> None:
    content = shapefile_of(frame(COLUMNS, points()).to_crs(2100), tmp_path / "shp")
    findings = look_apart(put(tmp_path, content), boundary=TOWN)
    assert (findings.kind, findings.position.epsg, findings.position.inside) == (Kind.SHAPEFILE, 2100, 1.0)
    assert findings.bounds == pytest.approx((23.7351, 37.8809, 23.7523, 37.9105), abs=2e-5)


def test_a_shapefile_without_its_table_is_refused_by_the_part(tmp_path: Path) -> None:
    """Read without it, it would be places without a single column."""
    content = shapefile_of(frame(COLUMNS, points()), tmp_path / "shp", without=(".dbf",))
    with pytest.raises(FileRefused) as refused:
        look_apart(put(tmp_path, content))
    assert refused.value.code is Refusal.SHAPEFILE_WITHOUT_TABLE
    assert refused.value.arguments == {"name": "layer"}


@pytest.mark.parametrize("encoding", ["utf-8", "cp1253", "iso-8859-7"])
@pytest.mark.parametrize("told", [True, False])
def test_greek_letters_of_a_shapefile_are_read_whatever_it_says_of_them(
    tmp_path: Path, encoding: str, told: bool
) -> None:
    table = frame({"name": ["Άρεως", "Έρωτος", "Όμιλος Άλιμος"]}, points())
    content = shapefile_of(table, tmp_path / "shp", encoding=encoding, without=() if told else (".cpg",))
    findings = look_apart(put(tmp_path, content))
    assert column(findings, "name").examples == ("Άρεως", "Έρωτος", "Όμιλος Άλιμος")


def test_a_shapefile_without_its_coordinate_system_is_placed_by_the_town(tmp_path: Path) -> None:
    content = shapefile_of(frame(COLUMNS, points()).to_crs(2100), tmp_path / "shp", without=(".prj", ".shx"))
    findings = look_apart(put(tmp_path, content), boundary=TOWN)
    assert findings.position.epsg == 2100
    assert Code.CRS_GUESSED in findings.problems.counts


def test_several_layers_are_listed_and_one_is_chosen(tmp_path: Path) -> None:
    path = tmp_path / "data.gpkg"
    frame(COLUMNS, points()).to_file(path, layer="δέντρα", driver="GPKG")
    frame({"n": [1]}, [SQUARE]).to_crs(2100).to_file(path, layer="πάρκα", driver="GPKG")
    findings = look_apart(path)
    assert [(one.name, one.rows, one.geometry) for one in findings.layers] == [
        ("δέντρα", 3, GeometryType.POINT),
        ("πάρκα", 1, GeometryType.AREA),
    ]
    assert findings.layers[1].crs == "EPSG:2100"
    chosen = look_apart(path, decisions=Decisions(layer="πάρκα"))
    assert (chosen.layer, chosen.geometry_type, chosen.position.epsg) == ("πάρκα", GeometryType.AREA, 2100)


def test_a_view_of_a_geopackage_is_no_layer(tmp_path: Path) -> None:
    path = tmp_path / "data.gpkg"
    frame(COLUMNS, points()).to_file(path, layer="trees", driver="GPKG")
    with sqlite3.connect(path) as database:
        database.execute("CREATE VIEW seen AS SELECT * FROM trees")
        database.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier) VALUES ('seen', 'attributes', 'seen')"
        )
    assert [layer.name for layer in look_apart(path).layers] == ["trees"]


def test_mixed_shapes_nulls_and_heights_are_taken(tmp_path: Path) -> None:
    shapes = [
        shapely.Point(23.71, 37.88, 100),
        None,
        shapely.LineString([(23.71, 37.88), (23.72, 37.89)]),
        SQUARE,
    ]
    findings = look_apart(put(tmp_path, geojson_of(shapes)))
    assert findings.geometry_type is GeometryType.ANY
    assert (findings.kept, findings.problems.counts) == (4, {Code.NO_POSITION: 1})
    assert all("Z" not in str(feature["geometry"]["type"]) for feature in findings.preview["features"])


def test_lines_and_groups_of_lines_are_one_type(tmp_path: Path) -> None:
    line = shapely.LineString([(23.71, 37.88), (23.72, 37.89)])
    findings = look_apart(put(tmp_path, geojson_of([line, shapely.MultiLineString([line, line])])))
    assert findings.geometry_type is GeometryType.LINE


def test_metres_in_a_geojson_are_recognised(tmp_path: Path) -> None:
    shapes = list(frame(COLUMNS, points()).to_crs(2100).geometry)
    findings = look_apart(put(tmp_path, geojson_of(shapes)), boundary=TOWN)
    assert (findings.position.epsg, findings.position.metres_in_degrees) == (2100, True)
    assert findings.position.inside == 1.0


def test_swapped_axes_in_a_geojson_are_recognised(tmp_path: Path) -> None:
    shapes = [shapely.Point(latitude, longitude) for longitude, latitude in PLACES]
    findings = look_apart(put(tmp_path, geojson_of(shapes)), boundary=TOWN)
    assert findings.position.swap
    assert findings.position.inside == 1.0


def test_a_bow_tie_is_repaired_and_told_by_the_number_of_its_feature(tmp_path: Path) -> None:
    bow = shapely.Polygon([(23.70, 37.90), (23.72, 37.92), (23.72, 37.90), (23.70, 37.92)])
    findings = look_apart(put(tmp_path, geojson_of([SQUARE, bow])))
    (problem,) = findings.problems.first
    assert (problem.code, problem.line) == (Code.GEOMETRY_REPAIRED, 2)
    assert findings.geometry_type is GeometryType.AREA


def test_dates_codes_and_nested_values_of_a_geojson(tmp_path: Path) -> None:
    known = [
        {"day": "31/1/2020", "code": "007", "tags": ["α", "β"], "more": {"a": 1}, "yes": True, "n": 1},
        {"day": "1/2/2020", "code": "008", "tags": [], "more": None, "yes": False, "n": 2.5},
    ]
    findings = look_apart(put(tmp_path, geojson_of(points()[:2], known)))
    assert types(findings) == {
        "day": "date", "code": "string", "tags": "string", "more": "string", "yes": "boolean", "n": "number",
    }  # fmt: skip
    assert json.loads(findings.sample[0][2] or "") == ["α", "β"]


def test_a_geojson_that_is_not_utf_8_is_read(tmp_path: Path) -> None:
    content = geojson_of(points(), [{"name": "Άρεως"}, {"name": "Έρωτος"}, {"name": "Άλιμος"}]).encode(
        "cp1253"
    )
    assert column(look_apart(put(tmp_path, content)), "name").examples[0] == "Άρεως"


def test_kml_and_kmz_are_read_without_following_links(tmp_path: Path) -> None:
    marks = "".join(
        f"<Placemark><name>Σημείο {x}</name><Point><coordinates>{x},{y},0</coordinates></Point></Placemark>"
        for x, y in PLACES
    )
    link = "<NetworkLink><Link><href>http://127.0.0.1:9/other.kml</href></Link></NetworkLink>"
    kml = f'<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{link}{marks}</Document></kml>'
    for content in (kml.encode(), zip_of({"doc.kml": kml})):
        findings = look_apart(put(tmp_path, content), boundary=TOWN)
        assert (findings.kind, findings.row_count, findings.position.inside) == (Kind.KML, 3, 1.0)
        assert findings.problems.counts == {Code.LINKS_NOT_FOLLOWED: 1}


@pytest.mark.parametrize("encoding", ["utf-8", "ISO-8859-7", "windows-1253"])
def test_fields_of_kml_keep_their_greek_names(tmp_path: Path, encoding: str) -> None:
    fields = {"Ύψος": "7", "Όνομ": "Δήμος", "Α &amp; Β": "x &gt; y", "height": "3"}
    data = "".join(f'<Data name="{name}"><value>{value}</value></Data>' for name, value in fields.items())
    marks = "".join(
        f"<Placemark><name>Σημείο</name><ExtendedData>{data}</ExtendedData><Point><coordinates>{x},{y}</coordinates>"
        "</Point></Placemark>"
        for x, y in PLACES
    )
    kml = (
        f'<?xml version="1.0" encoding="{encoding}"?><kml xmlns="http://www.opengis.net/kml/2.2"><Document>{marks}'
        "</Document></kml>"
    )
    findings = look_apart(put(tmp_path, kml.encode(encoding)))
    assert {name: column(findings, name).examples[0] for name in ("Ύψος", "Όνομ", "Α & Β", "height")} == {
        "Ύψος": "7",
        "Όνομ": "Δήμος",
        "Α & Β": "x > y",
        "height": "3",
    }


@pytest.mark.parametrize("block", [1, 7, 50, 4_000_000])
def test_a_tag_is_found_wherever_the_file_is_cut(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, block: int
) -> None:
    monkeypatch.setattr(kml_names, "BLOCK", block)
    path = put(
        tmp_path, '<a><Data name="Ύψος"/><kml:Data  x="1" name=\'Ύψος\'><Data name="n">Ύψος</Data></a>\n'
    )
    assert kml_names.with_plain_names(path, tmp_path / "copy") == {"kml_field_1": "Ύψος"}
    assert (tmp_path / "copy").read_text() == (
        '<a><Data name="kml_field_1"/><kml:Data  x="1" name=\'kml_field_1\'><Data name="n">Ύψος</Data></a>\n'
    )


def test_arcs_of_a_geopackage_become_short_lines(tmp_path: Path) -> None:
    path = tmp_path / "data.gpkg"
    frame({"n": [1]}, points()[:1]).to_file(path, layer="arcs", driver="GPKG")
    arc = struct.pack("<BII6d", 1, 8, 3, 23.7, 37.9, 23.71, 37.91, 23.72, 37.9)
    head = b"GP\0\x01" + struct.pack("<i", 4326)
    with sqlite3.connect(path) as database:
        for (name,) in database.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            database.execute(f'DROP TRIGGER "{name}"')
        database.execute("UPDATE arcs SET geom = ?", [head + arc])
        database.execute("UPDATE gpkg_geometry_columns SET geometry_type_name = 'GEOMETRY'")
    findings = look_apart(path, boundary=TOWN)
    assert findings.geometry_type is GeometryType.LINE
    assert findings.problems.counts == {Code.CURVE_STRAIGHTENED: 1}
    assert findings.bounds == pytest.approx((23.7, 37.9, 23.72, 37.91))


def test_geoparquet_is_read_with_its_coordinate_system(tmp_path: Path) -> None:
    frame(COLUMNS, points()).to_crs(2100).to_parquet(tmp_path / "a.parquet", write_covering_bbox=True)
    findings = look((tmp_path / "a.parquet").read_bytes(), boundary=TOWN)
    assert (findings.kind, findings.position.epsg, findings.position.inside) == (Kind.PARQUET, 2100, 1.0)
    assert types(findings) == {"Όνομα": "string", "code": "string", "height": "number"}


def test_a_plain_parquet_file_is_a_table(tmp_path: Path) -> None:
    table = pa.table(
        {
            "n": [1, 2],
            "x": [1.5, float("nan")],
            "when": pa.array(np.array(["2020-01-01", "2020-01-02T10:00"], "datetime64[us]")),
            "kind": pa.array(["a", "b"]).dictionary_encode(),
            "list": [[1], [2, 3]],
            "raw": [b"\0", b"\1"],
            "fine": pa.array([1, 10**18], pa.timestamp("ns", "Europe/Athens")),
            "far": pa.array([2_000_000_000, 0], pa.date32()),
            "lasting": pa.array([5, None], pa.duration("s")),
            "money": pa.array([None, "2.50"]).cast(pa.decimal128(9, 2)),
        }
    )
    pq.write_table(table, tmp_path / "a.parquet")
    findings = look((tmp_path / "a.parquet").read_bytes())
    assert types(findings) == {
        "n": "integer", "x": "number", "when": "datetime", "kind": "string", "list": "string", "fine": "datetime",
        "far": "date", "lasting": "string", "money": "number",
    }  # fmt: skip
    assert findings.problems.counts == {Code.NOT_FINITE: 1}


def test_a_layer_without_features_is_refused(tmp_path: Path) -> None:
    with pytest.raises(FileRefused) as refused:
        look_apart(put(tmp_path, geojson_of([])))
    assert refused.value.code in (Refusal.NO_ROWS, Refusal.NO_TABLE)
