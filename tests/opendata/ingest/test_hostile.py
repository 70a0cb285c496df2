"""Files that mean harm, or are broken: each is refused with one sentence, or read without what is bad in it."""

from __future__ import annotations

import io
import os
import random
import socket
import sqlite3
import threading
import zipfile
from collections.abc import Callable
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from django.utils import translation

from opendata.ingest import watching
from opendata.ingest.codes import ENCODINGS, Code, Kind, Refusal
from opendata.ingest.contract import Problem
from opendata.ingest.errors import FileRefused, ReadingCancelled
from opendata.ingest.problems import REFUSALS, SENTENCES, refusal_sentence, sentence
from opendata.ingest.reading import inspect_file
from tests.opendata.ingest.files import (
    frame,
    geojson_of,
    look_apart,
    points,
    shapefile_of,
    sheets_of,
    workbook_of,
    zip_of,
)

COLUMNS = {"Όνομα": ["Άρεως", "Έβρου", "Ώρας"], "height": [1.5, 2.0, None]}


def put(folder: Path, content: str | bytes) -> Path:
    path = folder / "upload"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def refused(path: Path) -> FileRefused:
    """Why the file is refused; the sentence has no hole in it."""
    with pytest.raises(FileRefused) as caught:
        look_apart(path)
    text = refusal_sentence(caught.value)
    assert text
    assert "%(" not in text
    assert "?" not in text
    return caught.value


def bomb(name: str) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for entry in ("[Content_Types].xml", "xl/workbook.xml"):
            archive.writestr(entry, "<x/>")
        archive.writestr(name, b"\0" * 200_000_000)
    return target.getvalue()


@pytest.mark.parametrize("name", ["xl/worksheets/sheet1.xml", "layer.shp", "content.xml"])
def test_a_zip_bomb_is_refused_before_it_is_unpacked(tmp_path: Path, name: str) -> None:
    assert refused(put(tmp_path, bomb(name))).code is Refusal.ARCHIVE_TOO_LARGE


def test_an_archive_of_thousands_of_files_is_refused(tmp_path: Path) -> None:
    entries = {f"{number}.shp": "" for number in range(3_000)}
    assert refused(put(tmp_path, zip_of(entries))).code is Refusal.ARCHIVE_TOO_LARGE


@pytest.mark.parametrize(
    "name", ["../../evil.shp", "/etc/evil.shp", "..\\evil.shp", "C:\\evil.shp", "a/../../b.shp"]
)
def test_names_that_reach_outside_of_an_archive_are_refused(tmp_path: Path, name: str) -> None:
    assert refused(put(tmp_path, zip_of({name: "x", "layer.shp": "y"}))).code is Refusal.ARCHIVE_UNSAFE


def test_a_link_in_an_archive_is_refused(tmp_path: Path) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        link = zipfile.ZipInfo("layer.shp")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    assert refused(put(tmp_path, target.getvalue())).code is Refusal.ARCHIVE_UNSAFE


def test_a_locked_archive_is_refused(tmp_path: Path) -> None:
    content = bytearray(zip_of({"layer.shp": "x"}))
    content[content.index(b"PK\x01\x02") + 8] |= 1
    assert refused(put(tmp_path, bytes(content))).code is Refusal.ENCRYPTED


@pytest.mark.parametrize(
    "content",
    [
        "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/vsicurl/http://127.0.0.1:9/x</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>",
        "<html><body>no</body></html>",
        '{"type": "Topology", "objects": {}}',
        '{"a": 1}',
        "%PDF-1.7 something",
        b"\x89PNG\r\n\x1a\n" + b"\0" * 100,
        b"\x1f\x8b\x08" + b"x" * 100,
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
        os.urandom(5_000),
    ],
)
def test_other_kinds_of_files_are_refused(tmp_path: Path, content: str | bytes) -> None:
    assert refused(put(tmp_path, content)).code in (Refusal.UNKNOWN_KIND, Refusal.NO_TABLE)


def test_a_recipe_for_another_file_inside_of_an_archive_is_no_data(tmp_path: Path) -> None:
    recipe = "<OGRVRTDataSource><OGRVRTLayer name='x'><SrcDataSource>/etc/passwd</SrcDataSource></OGRVRTLayer></OGRVRTDataSource>"
    assert refused(put(tmp_path, zip_of({"layer.vrt": recipe}))).code is Refusal.ARCHIVE_WITHOUT_DATA
    assert refused(put(tmp_path, zip_of({"layer.shp": recipe}))).code is Refusal.UNREADABLE


@pytest.mark.parametrize(
    "statement",
    [
        "CREATE VIRTUAL TABLE evil USING VirtualOGR('/etc/passwd')",
        "CREATE VIEW evil AS SELECT load_extension('/tmp/x.so')",
        "CREATE VIEW evil AS SELECT ogr_datasource_load_layers('/vsicurl/http://127.0.0.1:9/')",
    ],
)
def test_a_geopackage_that_opens_other_files_is_refused(tmp_path: Path, statement: str) -> None:
    path = tmp_path / "upload"
    frame(COLUMNS, points()).to_file(tmp_path / "a.gpkg", driver="GPKG")
    (tmp_path / "a.gpkg").rename(path)
    with sqlite3.connect(path) as database:
        database.execute("PRAGMA writable_schema = ON")
        database.execute(
            "INSERT INTO sqlite_master (type, name, tbl_name, rootpage, sql) VALUES (?, 'evil', 'evil', 0, ?)",
            ["view" if "VIEW" in statement else "table", statement],
        )
    assert refused(path).code is Refusal.UNSAFE_CONTENT


def test_entities_in_kml_are_refused(tmp_path: Path) -> None:
    content = '<?xml version="1.0"?><!DOCTYPE kml [<!ENTITY a SYSTEM "file:///etc/passwd">]><kml><Document>&a;</Document></kml>'
    assert refused(put(tmp_path, content)).code is Refusal.UNSAFE_CONTENT
    longer = '<?xml version="1.0"?><kml xmlns="http://www.opengis.net/kml/2.2"><!DOCTYPE x></kml>'
    assert refused(put(tmp_path, longer)).code is Refusal.UNSAFE_CONTENT


def test_nobody_is_asked_for_anything_while_a_file_is_read(tmp_path: Path) -> None:
    server = socket.create_server(("127.0.0.1", 0))
    server.settimeout(0.2)
    asked: list[str] = []

    def listen() -> None:
        try:
            server.accept()
            asked.append("somebody")
        except TimeoutError:
            return

    address = f"http://127.0.0.1:{server.getsockname()[1]}/x"
    kml = (
        '<kml xmlns="http://www.opengis.net/kml/2.2"><Document><NetworkLink><Link><href>'
        + address
        + "</href></Link></NetworkLink>"
        "<Placemark><name>a</name><Point><coordinates>23.7,37.9</coordinates></Point></Placemark></Document></kml>"
    )
    crs = {"type": "link", "properties": {"href": address, "type": "proj4"}}
    for content in (kml, geojson_of(points(), crs=crs)):
        thread = threading.Thread(target=listen)
        thread.start()
        look_apart(put(tmp_path, content))
        thread.join()
    server.close()
    assert asked == []


def makers() -> dict[Kind, Callable[[Path], bytes]]:
    def written(driver: str, suffix: str) -> Callable[[Path], bytes]:
        def make(folder: Path) -> bytes:
            path = folder / f"whole.{suffix}"
            frame(COLUMNS, points()).to_file(path, driver=driver)
            return path.read_bytes()

        return make

    def parquet(folder: Path) -> bytes:
        frame(COLUMNS, points()).to_parquet(folder / "whole.parquet")
        return (folder / "whole.parquet").read_bytes()

    cell = '<table:table-row><table:table-cell office:value-type="string"><text:p>αβ</text:p></table:table-cell></table:table-row>'
    return {
        Kind.GPKG: written("GPKG", "gpkg"),
        Kind.FLATGEOBUF: written("FlatGeobuf", "fgb"),
        Kind.GEOJSON: lambda _folder: geojson_of(points() * 50).encode(),
        Kind.PARQUET: parquet,
        Kind.SHAPEFILE: lambda folder: shapefile_of(frame(COLUMNS, points()), folder / "shp"),
        Kind.XLSX: lambda _folder: workbook_of({"a": [["x", "y"], *[["a", number] for number in range(50)]]}),
        Kind.ODS: lambda _folder: sheets_of(f'<table:table table:name="a">{cell * 50}</table:table>'),
        Kind.KML: written("KML", "kml"),
        Kind.CSV: lambda _folder: ("Όνομα;x\n" + "Άρεως;1\n" * 50).encode("cp1253"),
    }


@pytest.mark.parametrize("kind", list(makers()))
@pytest.mark.parametrize("harm", ["half", "few bytes", "scrambled"])
def test_a_damaged_file_of_any_kind_is_refused_or_read_as_far_as_it_goes(
    tmp_path: Path, kind: Kind, harm: str
) -> None:
    whole = makers()[kind](tmp_path)
    if harm == "half":
        content = whole[: len(whole) // 2]
    elif harm == "few bytes":
        content = whole[:60]
    else:
        chance = random.Random(7)
        content = bytearray(whole)
        for _times in range(max(20, len(whole) // 50)):
            content[chance.randrange(len(whole) // 10, len(whole))] = chance.randrange(256)
    try:
        rows = look_apart(put(tmp_path, bytes(content))).row_count
    except FileRefused as problem:
        code = problem.code
    else:
        assert rows > 0
        return
    assert code is not Refusal.READER_DIED


def test_a_cell_of_ten_megabytes_is_left_out_and_told(tmp_path: Path) -> None:
    findings = look_apart(put(tmp_path, "name,text\na," + "x" * 10_000_000 + "\nb,short\n"))
    assert findings.row_count == 2
    assert findings.problems.counts == {Code.CELL_TOO_LONG: 1}
    (problem,) = findings.problems.first
    assert problem.arguments["length"] == 10_000_000
    assert len(problem.value) < 1_000
    assert all(len(cell or "") <= 1_000 for row in findings.sample for cell in row)


def test_a_quote_that_is_never_closed_ends_with_the_file(tmp_path: Path) -> None:
    findings = look_apart(put(tmp_path, 'a,b\n1,2\n"3,4\n5,6\n'))
    assert findings.row_count == 2
    assert [(one.code, one.line) for one in findings.problems.first] == [
        (Code.FILE_CUT_SHORT, 3),
        (Code.ROW_TOO_SHORT, 3),
    ]


def test_a_million_digits_and_a_letter_do_not_keep_the_reader_busy(tmp_path: Path) -> None:
    findings = look_apart(put(tmp_path, "a,b\n" + "1" * 500_000 + "x,2\nz,3\n"))
    assert findings.row_count == 2


def test_the_character_nul_is_nowhere_in_the_findings(tmp_path: Path) -> None:
    pq.write_table(pa.table({"a\0b": ["x\0y", "\\u0000"]}), tmp_path / "upload")
    findings = look_apart(tmp_path / "upload")
    assert "\0" not in str(findings.to_json())
    assert findings.sample == (("xy",), ("\\u0000",))


def test_text_that_looks_like_sql_or_formulas_is_text(tmp_path: Path) -> None:
    cells = ["'; DROP TABLE x; --", "=1+1", "%s %(a)s", "{}", "\\.", "<script>"]
    findings = look_apart(put(tmp_path, "name|x\n" + "".join(f"{cell}|1\n" for cell in cells)))
    assert [row[0] for row in findings.sample] == cells


def test_a_deeply_nested_geojson_does_not_break_the_reader(tmp_path: Path) -> None:
    nested = (
        '{"type":"FeatureCollection","features":[{"type":"Feature","geometry":null,"properties":{"a":'
        + "[" * 50_000
    )
    assert refused(put(tmp_path, nested)).code in (Refusal.UNREADABLE, Refusal.READER_DIED)


def test_coordinates_that_are_no_numbers_are_set_aside(tmp_path: Path) -> None:
    shapes = [
        shapely.Point(float("inf"), 5),
        shapely.LineString([(23.7, 37.9), (float("nan"), 38)]),
        points()[0],
    ]
    frame({"n": [1, 2, 3]}, shapes).to_file(tmp_path / "a.gpkg", driver="GPKG")
    findings = look_apart(tmp_path / "a.gpkg")
    assert findings.problems.counts == {Code.OUT_OF_RANGE: 2}
    assert (findings.kept, findings.bounds) == (1, pytest.approx((23.7351, 37.9001, 23.7351, 37.9001)))


def test_a_number_that_json_does_not_know_makes_a_geojson_unreadable(tmp_path: Path) -> None:
    content = geojson_of([{"type": "Point", "coordinates": [1e400, 5]}]).replace("Infinity", "1e400")
    assert refused(put(tmp_path, content)).code is Refusal.UNREADABLE


def test_a_reader_that_takes_too_much_memory_is_ended(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(watching, "MEMORY_BYTES", 1024 * 1024)
    assert refused(put(tmp_path, "a,b\n" + "1,2\n" * 300_000)).code is Refusal.TOO_MUCH_MEMORY


def test_a_reader_that_takes_too_long_is_ended(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "WALL_SECONDS", 0)
    assert refused(put(tmp_path, "a,b\n" + "1,2\n" * 300_000)).code is Refusal.TOO_SLOW


def test_reading_can_be_cancelled(tmp_path: Path) -> None:
    path = put(tmp_path, "a,b\n" + "1,2\n" * 300_000)
    with pytest.raises(ReadingCancelled):
        inspect_file(path, "x.csv", boundary=None, cancelled=lambda: True)


def test_progress_is_told(tmp_path: Path) -> None:
    heard: list[float] = []
    path = put(tmp_path, "a,b\n" + "1,2\n" * 400_000)
    inspect_file(path, "x.csv", boundary=None, progress=lambda share, _stage: heard.append(share))
    assert heard
    assert heard == sorted(heard)
    assert all(0 <= share <= 1 for share in heard)


def test_the_reader_is_given_no_secret(tmp_path: Path) -> None:
    assert not {"DATABASE_URL", "SECRET_KEY"} & set(watching._environment(str(tmp_path)))


def test_every_problem_and_refusal_has_a_sentence_in_both_languages() -> None:
    arguments = dict.fromkeys(
        (
            "first",
            "length",
            "limit",
            "reason",
            "found",
            "expected",
            "encoding",
            "count",
            "place",
            "epsg",
            "share",
        ),
        1,
    )
    for language in ("en", "el"):
        with translation.override(language):
            for code in Code:
                assert "%(" not in sentence(Problem(code, 1, "column", "100% x", arguments))
            for refusal in Refusal:
                assert "%(" not in refusal_sentence(
                    FileRefused(refusal, {"size": 5, "name": "x", "layer": "y", **arguments})
                )
    assert set(SENTENCES) == set(Code)
    assert set(REFUSALS) == set(Refusal)


def test_every_encoding_on_the_list_can_be_used() -> None:
    for name in ENCODINGS:
        "abc".encode(name)
