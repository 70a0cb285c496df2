"""The files of real cities: what is found in each of them, and all of their rows in the staging table."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

import pytest
from django.contrib.gis.geos import GEOSGeometry
from django.db import connection

from opendata.ingest.codes import Code, PositionMode
from opendata.ingest.contract import Decisions, Findings
from opendata.ingest.reading import inspect_file, load_file
from tests.opendata.ingest.files import column, types

pytestmark = pytest.mark.realdata
PRESENT = {
    "nasty": ("*.csv", "*.gpkg", "*.zip", "*.geojson"), "greece": ("*",), "parking": ("*",), "spaces": ("*",), "trees": ("*",),
    "business": ("*",), "complaints": ("*",), "pets": ("*",), "big": ("*",),
}  # fmt: skip


@dataclass(frozen=True)
class Known:
    """What is known of a file beforehand."""

    rows: int
    geometry: str = "None"
    epsg: int | None = 4326
    encoding: str = "utf-8"
    aside: int = 0
    counts: dict[str, int] = field(default_factory=dict)
    delimiter: str = ""


POINT, LINE, AREA = "Point", "MultiLineString", "MultiPolygon"
FILES = {
    "nasty/brussels_hotels_latin1_decimalcomma.csv": Known(
        638, encoding="iso-8859-1", delimiter=";", counts={Code.CENTURIES_SUPPLIED: 1}
    ),
    "nasty/bubenec_4_layers.gpkg": Known(144, AREA, 3857, encoding=""),
    "nasty/dutch_addresses_epsg28992_shp.zip": Known(2481, POINT, 28992),
    "nasty/null_geom.geojson": Known(2, LINE, counts={Code.NO_POSITION: 1}),
    "nasty/nyc_boroughs_epsg2263.zip": Known(5, AREA, 2263),
    "nasty/polling_locations_shp.zip": Known(255, POINT),
    "nasty/six_counties_three_null.geojson": Known(
        6, AREA, counts={Code.NO_POSITION: 3, Code.GEOMETRY_REPAIRED: 1}
    ),
    "nasty/zurich_german_sample.csv": Known(7, delimiter=";"),
    "greece/athens_bus_stops.geojson": Known(8027, POINT),
    "greece/athens_central_sector_units.geojson": Known(10, AREA),
    "greece/athens_metro.geojson": Known(71, POINT),
    "greece/attica_municipalities_population_2021.geojson": Known(55, AREA),
    "parking/cambridge_disabled_bays.geojson": Known(154, POINT),
    "parking/cambridge_metered_parking_spaces.geojson": Known(3320, AREA),
    "parking/cambridge_metered_parking_spaces_2026-06.geojson": Known(3302, AREA),
    "parking/cambridge_municipal_lots.geojson": Known(11, POINT),
    "parking/cambridge_visitor_permit_zones.geojson": Known(14, AREA),
    "parking/freiburg_disabled_bays.geojson": Known(312, AREA),
    "spaces/cambridge_neighborhoods.geojson": Known(13, AREA),
    "spaces/cambridge_open_space.geojson": Known(276, AREA),
    "spaces/cambridge_playgrounds.geojson": Known(67, POINT),
    "spaces/cambridge_plazas_7_invalid.geojson": Known(84, AREA, counts={Code.GEOMETRY_REPAIRED: 7}),
    "trees/la_county_street_trees_8_cities.csv": Known(
        103_546, POINT, aside=123, counts={Code.NULL_ISLAND: 123}, delimiter=","
    ),
    "trees/south_pasadena_trees.geojson": Known(11_349, POINT, 4269),
    "business/edinburgh_tables_and_chairs_permits.csv": Known(217, delimiter=","),
    "business/uk_fsa_approved_food_2022-02.csv": Known(
        6517, epsg=None, encoding="utf-8-sig", counts={Code.CRS_UNKNOWN: 1}, delimiter=","
    ),
    "business/uk_fsa_approved_food_2022-03.csv": Known(
        6518, epsg=None, encoding="utf-8-sig", counts={Code.CRS_UNKNOWN: 1}, delimiter=","
    ),
    "complaints/baltimore_311.csv": Known(
        10_000, POINT, counts={Code.AMERICAN_DATES: 4, Code.NO_POSITION: 590}, delimiter=","
    ),
    "pets/animal_shelter_asm_export.csv": Known(10_290, delimiter=","),
    "big/geonames_cities1000.csv": Known(144_563, POINT, delimiter=","),
}


def inspect(realdata: Path, name: str, boundary: GEOSGeometry | None = None) -> Findings:
    return inspect_file(realdata / name, Path(name).name, boundary=boundary)


def test_every_file_of_the_folder_is_known_here(realdata: Path) -> None:
    there = {
        str(path.relative_to(realdata)) for folder, patterns in PRESENT.items() for one in patterns
        for path in (realdata / folder).glob(one)
    }  # fmt: skip
    assert there == set(FILES)


@pytest.mark.django_db
@pytest.mark.parametrize("name", list(FILES))
def test_a_real_file_is_understood_and_all_of_its_rows_are_loaded(realdata: Path, name: str) -> None:
    known = FILES[name]
    findings = inspect(realdata, name)
    assert findings.row_count == known.rows
    assert findings.kept == known.rows - known.aside
    assert (findings.encoding, findings.delimiter) == (known.encoding, known.delimiter)
    assert findings.geometry_type.value == known.geometry
    assert findings.position.epsg == known.epsg
    empty = sum(not one.distinct for one in findings.columns)
    assert findings.problems.counts == known.counts | ({Code.COLUMN_EMPTY: empty} if empty else {})
    report = load_file(realdata / name, Path(name).name, Decisions.from_findings(findings), "ingest_try")
    assert (report.rows, report.kept) == (known.rows, known.rows - known.aside)
    assert (report.geometry_type, report.bounds) == (findings.geometry_type, findings.bounds)
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*), count(DISTINCT key), count(*) FILTER (WHERE NOT ST_IsValid(geom)) FROM ingest_try"
        )
        assert cursor.fetchone() == (report.kept, report.kept, 0)


def test_decimal_commas_and_short_dates_of_the_hotels(realdata: Path) -> None:
    findings = inspect(realdata, "nasty/brussels_hotels_latin1_decimalcomma.csv")
    assert list(types(findings).values()) == [
        "string",
        "string",
        "date",
        "integer",
        "number",
        "number",
        "number",
        "string",
    ]
    assert all(one.decimal == "," for one in findings.columns if one.type.value == "number")


def test_the_four_layers_of_bubenec(realdata: Path) -> None:
    findings = inspect(realdata, "nasty/bubenec_4_layers.gpkg")
    assert [(one.name, one.rows, one.geometry.value) for one in findings.layers] == [
        ("tessellation", 144, AREA), ("buildings", 144, AREA), ("streets", 35, LINE), ("plots", 407, AREA),
    ]  # fmt: skip


def test_the_dates_ids_and_codes_of_baltimore(realdata: Path) -> None:
    findings = inspect(realdata, "complaints/baltimore_311.csv")
    found = types(findings)
    assert found["CreatedDate"] == "datetime"
    assert found["ZipCode"] == "string"
    assert column(findings, "CreatedDate").dates == "mdy"
    assert findings.columns[0].unique


def test_long_english_dates_of_edinburgh(realdata: Path) -> None:
    findings = inspect(realdata, "business/edinburgh_tables_and_chairs_permits.csv")
    assert [one.type.value for one in findings.columns].count("date") == 2


def test_the_british_grid_is_guessed_when_the_town_lies_there(realdata: Path) -> None:
    britain = GEOSGeometry("SRID=4326;POLYGON((-6 50,2 50,2 59,-6 59,-6 50))")
    findings = inspect(realdata, "business/uk_fsa_approved_food_2022-02.csv", britain)
    assert (findings.position.mode, findings.position.epsg) == (PositionMode.XY, 27700)
    assert findings.problems.counts[Code.CRS_GUESSED] == 1
    assert findings.problems.counts[Code.NO_POSITION] == 3892


def test_the_bus_stops_lie_in_attica(realdata: Path) -> None:
    attica = GEOSGeometry("SRID=4326;POLYGON((23.3 37.6,24.2 37.6,24.2 38.4,23.3 38.4,23.3 37.6))")
    findings = inspect(realdata, "greece/athens_bus_stops.geojson", attica)
    assert findings.position.inside == 1.0
    assert 200 <= len(findings.preview["features"]) <= 500
