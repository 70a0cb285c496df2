"""Rows of a file in the staging table."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from psycopg import sql

from opendata.ingest.codes import Code, Refusal
from opendata.ingest.contract import Decisions, LoadReport
from opendata.ingest.errors import FileRefused, ReadingCancelled
from opendata.ingest.reading import inspect_file, load_file
from opendata.tables.contract import FieldType, GeometryType
from tests.opendata.ingest.files import TOWN, frame, geojson_of, points

pytestmark = pytest.mark.django_db
STAGING = "ingest_try"


def put(folder: Path, content: str | bytes, name: str = "upload") -> Path:
    path = folder / name
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return path


def decided(path: Path, **changes: Any) -> Decisions:
    """As found, with some columns decided otherwise: `private=["a"]`, `types={"a": …}`, `keys=("a",)`."""
    decisions = Decisions.from_findings(inspect_file(path, path.name, boundary=TOWN))
    columns = []
    for one in decisions.columns:
        kind = changes.get("types", {}).get(one.key, one.type)
        columns.append(replace(one, private=one.key in changes.get("private", ()), type=kind))
    return replace(decisions, columns=tuple(columns), key_columns=changes.get("keys", ()))


def load(path: Path, decisions: Decisions) -> LoadReport:
    return load_file(path, path.name, decisions, STAGING)


def rows(*columns: str, order: str = "key") -> list[tuple[Any, ...]]:
    statement = sql.SQL("SELECT {} FROM {} ORDER BY {}").format(
        sql.SQL(", ").join(map(sql.SQL, columns)), sql.Identifier(STAGING), sql.SQL(order)
    )
    with connection.cursor() as cursor:
        cursor.execute(statement)
        return cursor.fetchall()


def columns_of() -> list[tuple[str, str]]:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT attname, format_type(atttypid, atttypmod) FROM pg_attribute"
            " WHERE attrelid = to_regclass(%s) AND attnum > 0 AND NOT attisdropped ORDER BY attnum",
            [STAGING],
        )
        return cursor.fetchall()


FULL = (
    "κωδικός;όνομα;ύψος;πλήθος;ημέρα;στιγμή;ναι;lat;lon\n"
    '001;"Α ""α""; β\nγ";1,5;5;31/1/2020;2020-01-31 10:00;ναι;37,90;23,74\n'
    "002;\\.;;;;;;37,91;23,75\n"
    "003;%;2,5;7;1/2/2020;2020-07-31T10:00:00Z;όχι;;\n"
)


def test_values_arrive_in_their_types(tmp_path: Path) -> None:
    path = put(tmp_path, FULL)
    report = load(path, decided(path, keys=("kodikos",)))
    assert (report.rows, report.kept, report.set_aside) == (3, 3, {})
    assert report.geometry_type is GeometryType.POINT
    assert columns_of() == [
        ("key", "text"),
        ("geom", "geometry(Geometry,4326)"),
        ("kodikos", "text"),
        ("onoma", "text"),
        ("ypsos", "double precision"),
        ("plithos", "bigint"),
        ("imera", "date"),
        ("stigmi", "timestamp with time zone"),
        ("nai", "boolean"),
        ("lat", "double precision"),
        ("lon", "double precision"),
    ]
    assert rows("key", "ST_AsText(geom)", "onoma", "ypsos", "plithos", "imera", "stigmi", "nai") == [
        (
            "001",
            "POINT(23.74 37.9)",
            'Α "α"; β\nγ',
            1.5,
            5,
            date(2020, 1, 31),
            datetime(2020, 1, 31, 8, tzinfo=UTC),
            True,
        ),
        ("002", "POINT(23.75 37.91)", "\\.", None, None, None, None, None),
        ("003", None, "%", 2.5, 7, date(2020, 2, 1), datetime(2020, 7, 31, 10, tzinfo=UTC), False),
    ]


def test_a_dot_alone_in_a_line_of_a_cell_does_not_end_the_copying(tmp_path: Path) -> None:
    path = put(tmp_path, 'name,n\n"a\n\\.\nb",1\nc,2\n')
    assert load(path, decided(path)).kept == 2
    assert rows("name", order="n") == [("a\n\\.\nb",), ("c",)]


def test_private_columns_are_not_loaded(tmp_path: Path) -> None:
    path = put(tmp_path, "name,secret,n\na,x,1\nb,y,2\n")
    load(path, decided(path, private=["secret"], keys=("secret",)))
    assert [name for name, _kind in columns_of()] == ["key", "geom", "name", "n"]
    assert not {key for (key,) in rows("key")} & {"x", "y"}


def test_without_a_key_column_the_values_are_the_key(tmp_path: Path) -> None:
    path = put(tmp_path, "name,n\na,1\nb,2\na,1\na,1\n")
    load(path, decided(path))
    first = [key for (key,) in rows("key")]
    assert sorted(key.partition("#")[2] for key in first) == ["1", "1", "2", "3"]
    assert len({key.partition("#")[0] for key in first}) == 2
    # Another order, and a row more: what is the same keeps its key.
    path = put(tmp_path, "name,n\nc,3\na,1\na,1\nb,2\na,1\n")
    load(path, decided(path))
    assert {key for (key,) in rows("key")} > set(first)


def test_rows_without_a_key_and_with_a_repeated_one_are_set_aside(tmp_path: Path) -> None:
    path = put(tmp_path, "code;name\nx1;a\n;b\nx2;c\nx1;d\n")
    report = load(path, decided(path, keys=("code",)))
    assert (report.rows, report.kept) == (4, 2)
    assert report.set_aside == {Code.KEY_MISSING: 1, Code.KEY_REPEATED: 1}
    repeated = next(one for one in report.problems.first if one.code is Code.KEY_REPEATED)
    assert (repeated.line, repeated.arguments["first"], repeated.value) == (5, 2, "x1")
    assert rows("key", "name") == [("x1", "a"), ("x2", "c")]


def test_repeated_keys_are_found_across_chunks(tmp_path: Path) -> None:
    lines = "".join(f"k{number},{number}\n" for number in range(60_000))
    path = put(tmp_path, f"code,n\n{lines}k5,1\nk59999,2\n")
    report = load(path, decided(path, keys=("code",)))
    assert report.set_aside == {Code.KEY_REPEATED: 2}
    assert [one.arguments["first"] for one in report.problems.first] == [7, 60_001]


def test_several_columns_make_one_key(tmp_path: Path) -> None:
    path = put(tmp_path, "a,b,c\nx|,y,1\nx,|y,2\nx,,3\n")
    report = load(path, decided(path, keys=("a", "b")))
    assert report.kept == 3
    assert len({key for (key,) in rows("key")}) == 3


def test_an_editors_type_is_kept_and_what_does_not_fit_is_told(tmp_path: Path) -> None:
    path = put(tmp_path, "name,n\na,12\nb,twelve\n")
    report = load(path, decided(path, types={"n": FieldType.INTEGER}))
    assert report.problems.counts == {Code.BAD_INTEGER: 1}
    assert rows("n", order="name") == [(12,), (None,)]
    report = load(path, decided(path, types={"n": FieldType.DATE}))
    assert report.problems.counts == {Code.BAD_DATE: 2}


def test_shapes_arrive_in_degrees_flat_and_valid(tmp_path: Path) -> None:
    path = tmp_path / "a.gpkg"
    frame({"n": [1, 2, 3]}, points()).to_crs(2100).to_file(path, driver="GPKG")
    report = load(path, decided(path))
    assert report.bounds == pytest.approx((23.7351, 37.8809, 23.7523, 37.9105), abs=2e-5)
    assert rows("ST_SRID(geom)", "ST_IsValid(geom)", "ST_NDims(geom)", order="n") == [(4326, True, 2)] * 3


def test_repaired_and_impossible_shapes_are_counted(tmp_path: Path) -> None:
    bow = {
        "type": "Polygon",
        "coordinates": [[[23.7, 37.9], [23.72, 37.92], [23.72, 37.9], [23.7, 37.92], [23.7, 37.9]]],
    }
    flat = {"type": "Polygon", "coordinates": [[[23.7, 37.9], [23.72, 37.92], [23.7, 37.9], [23.7, 37.9]]]}
    path = put(tmp_path, geojson_of([bow, flat, {"type": "Point", "coordinates": [0, 0]}, None]))
    report = load(path, decided(path))
    assert (report.rows, report.kept, report.repaired) == (4, 2, 1)
    assert report.set_aside == {Code.GEOMETRY_UNREPAIRABLE: 1, Code.NULL_ISLAND: 1}
    assert rows("ST_IsValid(geom)", order="number") == [(True,), (None,)]


def test_a_column_that_the_file_has_no_longer_stays_empty(tmp_path: Path) -> None:
    path = put(tmp_path, "name,n\na,1\n")
    decisions = decided(path)
    newer = put(tmp_path, "name,m\na,2\n", "newer")
    load(newer, decisions)
    assert rows("name", "n") == [("a", None)]
    findings = inspect_file(newer, "x", boundary=None, decisions=decisions)
    assert findings.problems.counts == {Code.COLUMN_GONE: 1, Code.COLUMN_NEW: 1}


def test_nothing_is_left_of_a_loading_that_failed(tmp_path: Path) -> None:
    path = put(tmp_path, "name,n\na,1\n")
    decisions = decided(path)
    with pytest.raises(ReadingCancelled):
        load_file(path, "x", decisions, STAGING, cancelled=lambda: True)
    assert columns_of() == []
    with pytest.raises(FileRefused) as refused:
        load(put(tmp_path, geojson_of([])[:30]), decisions)
    assert refused.value.code in (Refusal.UNREADABLE, Refusal.UNKNOWN_KIND)
    assert columns_of() == []


def test_a_second_loading_takes_the_place_of_the_first(tmp_path: Path) -> None:
    path = put(tmp_path, "name,n\na,1\n")
    load(path, decided(path))
    path = put(tmp_path, "other,n\nb,1\nc,2\n")
    load(path, decided(path))
    assert rows("other", order="n") == [("b",), ("c",)]
