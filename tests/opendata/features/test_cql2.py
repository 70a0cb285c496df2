"""CQL2 filters: what they let through, what they refuse, and that nothing they say ends the process."""

from __future__ import annotations

import contextlib
import json
from typing import Any

import pytest
from django.db import connection
from django.utils.translation import override
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from cms.kit.api.errors import BadParameter
from opendata.features.cql2.conditions import filter_condition
from opendata.features.cql2.expressions import Scope
from opendata.features.cql2.parsing import JSON, TEXT
from opendata.features.crs import CRS84, GREEK_GRID, WEB, WGS84, ReferenceSystem
from tests.factories.tables import FIELDS, Register, register

pytestmark = pytest.mark.django_db

CHECKED = settings(
    max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
ROWS: list[dict[str, Any]] = [
    {"rowid": 1, "geom": "POINT(23.7 37.9)", "species": "Ελιά", "girth": 10, "height": 2.5,
     "planted": "2020-01-01", "protected": True, "seen": "2024-05-01T10:00:00Z"},
    {"rowid": 2, "geom": "POINT(23.8 37.9)", "species": "ΕΛΙΆ", "girth": 20, "height": 5.0,
     "planted": "2021-06-15", "protected": False, "seen": "2024-05-02T00:00:00Z"},
    {"rowid": 3, "geom": "POINT(23.9 38.0)", "species": "Πεύκος", "girth": 30, "height": None,
     "planted": "2022-12-31", "protected": True, "seen": None},
    {"rowid": 4, "geom": None, "species": "100% _ 'α' \\", "girth": None, "height": 7.25,
     "planted": None, "protected": None, "seen": "2025-01-01T00:00:00Z"},
    {"rowid": 5, "geom": "POINT(-179 10)", "species": None, "girth": -5, "height": 0.1,
     "planted": "2020-01-01", "protected": False, "seen": "2024-05-01T23:59:59Z"},
]  # fmt: skip


@pytest.fixture
def rows(town: Any) -> Register:
    """Five rows, with something missing in three of them."""
    made = register()
    made.put(ROWS)
    return made


def found(rows: Register, text: str, *, language: str = TEXT, crs: ReferenceSystem = WGS84) -> list[int]:
    """Ids of the rows that a filter lets through."""
    fields = {field.name: field for field in FIELDS}
    condition, parameters = filter_condition(text, Scope(fields, True, crs), language=language)
    statement = f"SELECT rowid FROM {rows.source} WHERE {condition.as_string(None)} ORDER BY rowid"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return [rowid for (rowid,) in cursor.fetchall()]


def refusal(text: str, *, language: str = TEXT) -> str:
    """What the problem of a filter says."""
    fields = {field.name: field for field in FIELDS}
    with pytest.raises(BadParameter) as refused, override("en"):
        filter_condition(text, Scope(fields, True), language=language)
    return str(refused.value.detail)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("species = 'Ελιά'", [1]),
        ("species <> 'Ελιά'", [2, 3, 4]),
        ("CASEI(species) = CASEI('ελιά')", [1, 2]),
        ("ACCENTI(CASEI(species)) = accenti(casei('ελια'))", [1, 2]),
        ("CASEI(species) = casei('ΠΕΎΚΟΣ')", [3]),
        ("ACCENTI(species) = accenti('Ελια')", [1]),
        ("species LIKE 'Ε%'", [1, 2]),
        ("species LIKE '100\\% \\_%'", [4]),
        ("species LIKE '____'", [1, 2]),
        ("species NOT LIKE 'Π%'", [1, 2, 4]),
        ("girth BETWEEN 10 AND 20", [1, 2]),
        ("girth NOT BETWEEN 10 AND 20", [3, 5]),
        ("girth IN (10, 30.0, 99)", [1, 3]),
        ("height IN (2.5, 5)", [1, 2]),
        ("height IN (1, 5)", [2]),
        ("girth IN (5 * 2, 30)", [1, 3]),
        ("species IN ('Ελιά', 'Πεύκος')", [1, 3]),
        ("planted IN ('2020-01-01')", [1, 5]),
        ("seen IN (TIMESTAMP('2024-05-02T00:00:00Z'))", [2]),
        ("girth IS NULL", [4]),
        ("geometry IS NULL", [4]),
        ("girth IS NOT NULL AND height IS NULL", [3]),
        ("girth / 4 = 2.5", [1]),
        ("girth div 3 = 3", [1]),
        ("girth % 20 = 10", [1, 3]),
        ("height % 2 = 0.5", [1]),
        ("girth / 0 = 1", []),
        ("girth > height * 3", [1, 2]),
        ("-girth = 5", [5]),
        ("girth ^ 2 = 100", [1]),
        ("protected", [1, 3]),
        ("NOT protected", [2, 5]),
        ("protected = TRUE OR girth < 0", [1, 3, 5]),
        ("TRUE", [1, 2, 3, 4, 5]),
        ("FALSE", []),
        ("planted > DATE('2020-01-01')", [2, 3]),
        ("planted >= '2021-06-15'", [2, 3]),
        ("seen < TIMESTAMP('2024-05-02T00:00:00Z')", [1, 5]),
        ("seen = TIMESTAMP('2024-05-01T13:00:00+03:00')", [1]),
        ("T_DURING(seen, INTERVAL('2024-05-01T00:00:00Z', '2024-05-02T00:00:00Z'))", [1, 5]),
        ("T_INTERSECTS(seen, DATE('2024-05-01'))", [1, 5]),
        ("T_INTERSECTS(seen, INTERVAL('2024-05-02', '..'))", [2, 4]),
        ("T_BEFORE(planted, DATE('2021-01-01'))", [1, 5]),
        ("T_BEFORE(planted, seen)", [1, 2, 5]),
        ("S_INTERSECTS(geometry, POINT(37.9 23.7))", [1]),
        ("S_INTERSECTS(geom, BBOX(37.8, 23.6, 37.95, 23.85))", [1, 2]),
        ("S_WITHIN(geometry, POLYGON((37 23, 39 23, 39 25, 37 25, 37 23)))", [1, 2, 3]),
        ("S_INTERSECTS(geometry, BBOX(0, 170, 20, -170))", [5]),
        ("S_DISJOINT(geometry, BBOX(37, 23, 39, 25))", [5]),
        ("S_INTERSECTS(geom, MULTIPOINT((37.9 23.7), (38.0 23.9)))", [1, 3]),
        ("S_INTERSECTS(geom, GEOMETRYCOLLECTION(POINT(37.9 23.7), LINESTRING(38 23.8, 38 24)))", [1, 3]),
        ("S_INTERSECTS(geom, BBOX(37.9, 23.7, 37.9, 23.8))", [1, 2]),
    ],
)  # fmt: skip
def test_a_filter_lets_the_right_rows_through(rows: Register, text: str, expected: list[int]) -> None:
    assert found(rows, text) == expected


def test_the_axes_of_a_filter_follow_its_reference_system(rows: Register) -> None:
    box = "S_INTERSECTS(geom, BBOX({}, {}, {}, {}))"
    assert found(rows, box.format(470000, 4190000, 480000, 4200000), crs=GREEK_GRID) == [1]
    assert found(rows, box.format(470000, 4190000, 490000, 4200000), crs=GREEK_GRID) == [1, 2]
    assert found(rows, box.format(2640000, 4560000, 2650000, 4570000), crs=WEB) == [2]
    assert found(rows, box.format(23.75, 37, 23.85, 39), crs=CRS84) == [2]


def test_json_says_the_same_as_text(rows: Register) -> None:
    asked = {
        "op": "and",
        "args": [
            {"op": "s_intersects", "args": [{"property": "geometry"}, {"bbox": [37.8, 23.6, 37.95, 23.85]}]},
            {"op": "t_before", "args": [{"property": "planted"}, {"date": "2021-01-01"}]},
            {"op": "in", "args": [{"property": "girth"}, [10, 20]]},
            {"op": "not", "args": [{"op": "isNull", "args": [{"property": "height"}]}]},
        ],
    }
    assert found(rows, json.dumps(asked), language=JSON) == [1]


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("nothing = 1", "nothing"),
        ("fly(species) = 'x'", "fly"),
        ("fly(species)", "fly"),
        ("species = 3", "="),
        ("species > DATE('2020-01-01')", ">"),
        ("girth = 'ten'", "="),
        ("girth LIKE 'x%'", "like"),
        ("species LIKE 'x\\'", "\\"),
        ("planted = DATE('2020-13-01')", "2020-13-01"),
        ("seen > TIMESTAMP('yesterday')", "yesterday"),
        ("planted = '1st of May'", "1st of May"),
        ("T_DURING(species, INTERVAL('..', '..'))", "t_during"),
        ("T_DURING(planted, INTERVAL('2022-01-01', '2021-01-01'))", "interval"),
        ("S_INTERSECTS(species, POINT(23 38))", "s_intersects"),
        ("S_INTERSECTS(geometry, POINT(200 38))", "200"),
        ("S_INTERSECTS(geometry, POLYGON((0 0, 1 1, 1 0)))", "ring"),
        ("S_WITHIN(geometry, POLYGON((0 0, 1 1, 1 0, 0 1, 0 0)))", "crosses"),
        ("S_TOUCHES(geometry, GEOMETRYCOLLECTION(POINT(0 0), LINESTRING(0 0, 1 1)))", "GEOMETRYCOLLECTION"),
        ("geometry = geometry", "S_EQUALS"),
        ("A_CONTAINS(species, ('x', 'y'))", "a_contains"),
        ("species", "species"),
        ("girth + species = 3", "+"),
        ("species =", "after “species =”"),
        ("", "is empty"),
        ("species = 'it's'", "from “s'” on"),
        ("girth = 1\x00", "null"),
        ("girth BETWEEN 'a' AND 3", "between"),
        ("1 = 1; DROP TABLE x", "from “; DROP TABLE x” on"),
        ("girth = 1\nAND species <> ", "species <>”"),
    ],
)
def test_a_filter_that_cannot_be_asked_is_refused_by_the_part(text: str, named: str) -> None:
    assert named in refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        "(" * 5_000 + "girth = 1" + ")" * 5_000,
        "NOT " * 8_000 + "protected",
        "girth = " + "-" * 30_000 + "1",
        "girth = " + "^".join(["1"] * 16_000),
        "girth = " + "+".join(["1"] * 16_000),
        " AND ".join(["protected"] * 3_000),
        "species = '" + "α" * 10_000_000 + "'",
        "casei(" * 500 + "species" + ")" * 500 + " = 'x'",
    ],
    ids=["brackets", "not", "minus", "powers", "sum", "and", "ten-megabytes", "functions"],
)
def test_a_filter_too_long_or_too_deep_is_refused_at_once(text: str) -> None:
    refusal(text)


@pytest.mark.parametrize(
    "text",
    [
        '{"op":"not","args":[' * 5_000 + "true" + "]}" * 5_000,
        "[" * 100_000,
        '{"op":"="}',
        '{"op":"=","args":[1]}',
        '{"op":"=","args":{"a":1}}',
        '{"op":3,"args":[1,2]}',
        '{"op":"and","args":[true]}',
        '{"op":"in","args":[{"property":"girth"},[]]}',
        '{"op":"in","args":[{"property":"girth"},3]}',
        '{"op":"=","args":[{"property":{"a":1}},3]}',
        '{"op":"=","args":[{"property":"girth"},NaN]}',
        '{"op":"=","args":[{"property":"girth"},1e999]}',
        '{"op":"=","args":[{"property":"girth"},null]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":["x",1]}]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"type":"Blob","coordinates":[1,1]}]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[3]}]}',
        '{"op":"s_within","args":[{"property":"geometry"},{"bbox":[1,2,3]}]}',
        '{"op":"t_after","args":[{"property":"seen"},{"interval":[1]}]}',
        '{"op":"t_after","args":[{"property":"seen"},{"timestamp":5}]}',
        "3",
        "null",
        '"text"',
        "{",
    ],
)
def test_json_that_is_no_filter_is_refused(text: str) -> None:
    assert "filter" in refusal(text, language=JSON)


PREDICATES = st.sampled_from(
    ["girth = 10", "girth > 15", "height IS NULL", "protected", "species LIKE 'Ε%'", "planted < '2021-01-01'",
     "S_INTERSECTS(geom, BBOX(37, 23, 39, 25))", "girth IN (10, 30)", "height BETWEEN 1 AND 5", "TRUE"]
)  # fmt: skip
FILTERS = st.recursive(
    PREDICATES,
    lambda inner: st.one_of(
        inner.map(lambda text: f"NOT ({text})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) AND ({pair[1]})"),
        st.tuples(inner, inner).map(lambda pair: f"({pair[0]}) OR ({pair[1]})"),
    ),
    max_leaves=8,
)


@CHECKED
@given(first=FILTERS, second=FILTERS)
def test_logic_holds_whatever_the_predicates_are(rows: Register, first: str, second: str) -> None:
    true, false = set(found(rows, first)), set(found(rows, f"NOT ({first})"))
    assert true.isdisjoint(false)
    assert set(found(rows, f"({first}) AND ({second})")) == true & set(found(rows, second))
    assert set(found(rows, f"({first}) OR ({second})")) == true | set(found(rows, second))


@CHECKED
@given(value=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00"), max_size=30))
def test_any_text_can_be_asked_for(rows: Register, value: str) -> None:
    rows.put([{"rowid": 9, "geom": None, "species": value}])
    written = value.replace("'", "''")
    assert 9 in found(rows, f"species = '{written}'")
    assert 9 in found(rows, f"accenti(casei(species)) IN (accenti(casei('{written}')), 'x')")
    asked = {"op": "=", "args": [{"property": "species"}, value]}
    assert 9 in found(rows, json.dumps(asked), language=JSON)


@CHECKED
@given(text=st.text(max_size=200) | st.text("()',=<>+-*/% abgeomTRUE123.\"", max_size=120))
def test_any_text_is_a_filter_or_a_problem(text: str) -> None:
    fields = {field.name: field for field in FIELDS}
    for language in (TEXT, JSON):
        with contextlib.suppress(BadParameter):
            filter_condition(text, Scope(fields, True), language=language)
