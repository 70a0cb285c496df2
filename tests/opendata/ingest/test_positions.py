"""Where rows are: degrees, metres, WKT, EWKB, and the mistakes that towns make with them."""

from __future__ import annotations

import struct

import pytest
import shapely
from pyproj import Transformer

from opendata.ingest.codes import Code, PositionMode
from opendata.ingest.contract import Decisions, Findings, Position
from opendata.tables.contract import GeometryType
from tests.opendata.ingest.files import PLACES, TOWN, csv_of, look

TO_GREEK_GRID = Transformer.from_crs(4326, 2100, always_xy=True)
GREEK_GRID = [TO_GREEK_GRID.transform(*place) for place in PLACES]
FAR_AWAY = [(500_000.5, 180_000.5), (510_000.5, 190_000.5)]


def placed(first: str, second: str, pairs: list[tuple[float, float]], *, town: bool = True) -> Findings:
    rows = [["name", first, second], *[[f"n{number}", *pair] for number, pair in enumerate(pairs)]]
    return look(csv_of(rows, ";"), boundary=TOWN if town else None)


def turned(pairs: list[tuple[float, float]]) -> list[tuple[float, float]]:
    return [(second, first) for first, second in pairs]


@pytest.mark.parametrize(
    ("latitude", "longitude"),
    [
        ("lat", "lon"),
        ("Latitude", "Longitude"),
        ("LAT_WGS84", "LONG_WGS84"),
        ("Γεωγραφικό πλάτος", "Γεωγραφικό μήκος"),
        ("Γεωγρ. Πλάτος", "Γεωγρ. Μήκος"),
        ("Πλάτος", "Μήκος"),
    ],
)
def test_latitude_and_longitude_are_known_by_their_names(latitude: str, longitude: str) -> None:
    findings = placed(latitude, longitude, turned(PLACES))
    assert findings.position.mode is PositionMode.LATLON
    assert findings.position.columns == (findings.columns[1].key, findings.columns[2].key)
    assert findings.position.inside == 1.0
    assert findings.geometry_type is GeometryType.POINT
    assert findings.bounds == pytest.approx((23.7351, 37.8809, 23.7523, 37.9105))
    assert len(findings.preview["features"]) == 3


def test_width_and_length_are_no_position() -> None:
    findings = placed("Πλάτος", "Μήκος", [(1.5, 2.5), (2.0, 3.5)], town=False)
    assert findings.position.mode is PositionMode.NONE
    assert findings.geometry_type is GeometryType.NONE


def test_width_and_length_that_are_exact_and_in_greece_are_a_position_whatever_a_few_rows_say() -> None:
    far = [
        *[(f"39,0{number}5", f"23,7{number}05") for number in range(10, 40)],
        ("0", "0"),
        ("άγνωστη θέση", "23,7555"),
    ]
    findings = look(
        csv_of([["name", "Πλάτος", "Μήκος"], *[["n", *pair] for pair in far]], ";"), boundary=TOWN
    )
    assert findings.position.mode is PositionMode.LATLON
    assert (findings.row_count, findings.kept) == (32, 31)
    assert {(one.code, one.line) for one in findings.problems.first} == {
        (Code.NULL_ISLAND, 32),
        (Code.NO_POSITION, 33),
        (Code.FAR_FROM_TOWN, None),
        (Code.NEARLY_NUMBERS, None),
    }


def test_widths_and_lengths_in_centimetres_are_no_position() -> None:
    assert placed("Πλάτος", "Μήκος", [(40, 25), (38, 22.5), (41, 24)]).position.mode is PositionMode.NONE


@pytest.mark.parametrize(
    ("x", "y"), [("X", "Y"), ("Χ", "Ψ"), ("Easting", "Northing"), ("Τετμημένη", "Τεταγμένη")]
)
@pytest.mark.parametrize("town", [True, False])
def test_the_greek_grid_is_recognised(x: str, y: str, town: bool) -> None:
    findings = placed(x, y, GREEK_GRID, town=town)
    assert findings.position.mode is PositionMode.XY
    assert findings.position.epsg == 2100
    assert Code.CRS_GUESSED in findings.problems.counts
    assert findings.bounds == pytest.approx((23.7351, 37.8809, 23.7523, 37.9105), abs=2e-5)


def test_the_names_of_columns_may_tell_the_grid() -> None:
    assert placed("x_ΕΓΣΑ87", "y_ΕΓΣΑ87", GREEK_GRID, town=False).position.epsg == 2100


def test_the_towns_boundary_decides_between_grids() -> None:
    to_utm = Transformer.from_crs(4326, 32634, always_xy=True)
    pairs = [to_utm.transform(*place) for place in PLACES]
    assert placed("x", "y", pairs).position.epsg == 32634


def test_x_and_y_may_hold_degrees() -> None:
    findings = placed("x", "y", PLACES)
    assert (findings.position.epsg, findings.position.swap) == (4326, False)
    assert findings.position.inside == 1.0


def test_an_unknown_grid_is_asked_for_and_rows_stay_without_a_place() -> None:
    findings = placed("X", "Y", FAR_AWAY)
    assert findings.position.epsg is None
    assert 27700 in findings.position.candidates
    assert findings.problems.counts == {Code.CRS_UNKNOWN: 1}
    assert (findings.kept, findings.geometry_type) == (2, GeometryType.NONE)


def test_the_editor_answers_with_a_grid() -> None:
    content = csv_of([["name", "X", "Y"], *[["n", *pair] for pair in FAR_AWAY]], ";")
    decisions = Decisions(position=Position(PositionMode.XY, ("x", "y"), epsg=27700))
    findings = look(content, decisions=decisions)
    assert findings.bounds == pytest.approx((-0.555, 51.509, -0.409, 51.597), abs=0.01)


def test_swapped_axes_are_recognised_by_the_town() -> None:
    findings = placed("lat", "lon", PLACES)
    assert findings.position.swap
    assert Code.AXES_SWAPPED in findings.problems.counts
    assert findings.position.inside == 1.0


def test_a_swapped_grid_is_recognised() -> None:
    findings = placed("x", "y", turned(GREEK_GRID))
    assert (findings.position.epsg, findings.position.swap) == (2100, True)
    assert findings.position.inside == 1.0


def test_metres_in_columns_for_degrees_are_recognised() -> None:
    findings = placed("latitude", "longitude", turned(GREEK_GRID))
    assert (findings.position.epsg, findings.position.metres_in_degrees) == (2100, True)
    assert Code.METRES_IN_DEGREES in findings.problems.counts
    assert findings.position.inside == 1.0


def test_positions_far_from_the_town_are_told() -> None:
    findings = placed("lat", "lon", [(40.6, 22.9), (40.7, 22.95)])
    assert findings.position.inside == 0.0
    assert Code.FAR_FROM_TOWN in findings.problems.counts


def test_nowhere_and_out_of_the_world_are_set_aside() -> None:
    pairs = [*turned(PLACES), (0, 0), (95, 23.7), (37.9, 200)]
    findings = placed("lat", "lon", pairs)
    assert (findings.row_count, findings.kept) == (6, 3)
    assert {(one.code, one.line) for one in findings.problems.first} == {
        (Code.NULL_ISLAND, 5),
        (Code.OUT_OF_RANGE, 6),
        (Code.OUT_OF_RANGE, 7),
    }


def test_a_row_without_a_position_stays() -> None:
    findings = look("name,lat,lon\na,37.9,23.74\nb,,\nc,37.91,\n", boundary=TOWN)
    assert findings.kept == 3
    assert findings.problems.counts == {Code.NO_POSITION: 2}


def test_wkt_is_read_and_what_is_none_is_told() -> None:
    rows = [
        "POINT(23.74 37.9)",
        "SRID=4326;LINESTRING Z (23.74 37.9 1, 23.75 37.91 2)",
        "MULTIPOINT((23.74 37.9))",
    ]
    lines = "".join(f'a;"{row}"\n' for row in rows * 3)
    findings = look(f"name;shape\n{lines}b;somewhere\nc;\n", boundary=TOWN)
    assert (findings.position.mode, findings.position.columns) == (PositionMode.WKT, ("shape",))
    assert findings.geometry_type is GeometryType.ANY
    assert findings.kept == 11
    assert findings.problems.counts == {Code.BAD_POSITION: 1, Code.NO_POSITION: 2}


def test_ewkb_is_read_with_its_srid() -> None:
    shapes = [shapely.set_srid(shapely.Point(*pair), 2100) for pair in GREEK_GRID]
    rows = [["n", shapely.to_wkb(shape, hex=True, include_srid=True)] for shape in shapes]
    findings = look(csv_of([["name", "geom"], *rows]), boundary=TOWN)
    assert (findings.position.mode, findings.position.epsg) == (PositionMode.EWKB, 2100)
    assert findings.position.inside == 1.0


def test_a_bow_tie_is_repaired_and_told_by_its_line() -> None:
    bow = "POLYGON((23.70 37.90,23.72 37.92,23.72 37.90,23.70 37.92,23.70 37.90))"
    findings = look(f'name;wkt\na;"{bow}"\n', boundary=TOWN)
    assert findings.problems.counts[Code.GEOMETRY_REPAIRED] == 1
    assert findings.problems.first[-1].line == 2
    assert findings.geometry_type is GeometryType.AREA


def test_a_shape_that_collapses_is_set_aside() -> None:
    flat = "POLYGON((23.70 37.90,23.72 37.92,23.70 37.90,23.70 37.90))"
    findings = look(f'name;wkt\na;"{flat}"\nb;"POINT(23.74 37.9)"\n')
    assert findings.problems.counts[Code.GEOMETRY_UNREPAIRABLE] == 1
    assert findings.kept == 1


def test_arcs_become_short_lines() -> None:
    # CIRCULARSTRING(23.7 37.9, 23.71 37.91, 23.72 37.9), which GEOS does not write.
    arc = struct.pack("<BII6d", 1, 8, 3, 23.7, 37.9, 23.71, 37.91, 23.72, 37.9).hex()
    findings = look(f"name;geom\na;{arc}\n", boundary=TOWN)
    assert findings.geometry_type is GeometryType.LINE
    assert findings.bounds == pytest.approx((23.7, 37.9, 23.72, 37.91))
    assert findings.position.inside == 1.0


def test_the_preview_never_has_more_than_500_features() -> None:
    pairs = [(37.86 + number / 100_000, 23.71 + number / 100_000) for number in range(7_000)]
    findings = placed("lat", "lon", pairs)
    assert 200 <= len(findings.preview["features"]) <= 500
    assert findings.bounds == pytest.approx((23.71, 37.86, 23.77999, 37.92999))
