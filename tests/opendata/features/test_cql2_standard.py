"""The counts that the standard's own test annex expects, over its own data set."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from django.db import connection

from opendata.features.cql2.conditions import filter_condition
from opendata.features.cql2.expressions import Scope
from opendata.tables.contract import Field, FieldType, GeometryType
from tests.factories.tables import Register, register

pytestmark = [pytest.mark.django_db, pytest.mark.realdata]

HERE = Path(__file__).parent / "ats"
DATA = Path(__file__).parents[4] / "shared/data/cql2/ne110m4cql2.gpkg"
LAYERS = {
    "c": ("ne_110m_admin_0_countries", GeometryType.AREA, ("NAME", "POP_EST")),
    "p": (
        "ne_110m_populated_places_simple",
        GeometryType.POINT,
        ("name", "nameascii", "pop_other", "pop_min", "pop_max", "date", "start", "end", "boolean"),
    ),
    "r": ("ne_110m_rivers_lake_centerlines", GeometryType.LINE, ("name",)),
}
TYPES = {
    "POP_EST": FieldType.NUMBER,
    "pop_other": FieldType.INTEGER,
    "pop_min": FieldType.INTEGER,
    "pop_max": FieldType.INTEGER,
    "date": FieldType.DATE,
    "start": FieldType.DATETIME,
    "end": FieldType.DATETIME,
    "boolean": FieldType.BOOLEAN,
}
SHORT = {"N": "name", "P": "pop_other", "S": "start", "B": "boolean", "K": "'København'", "V": "1038288",
         "T": "TIMESTAMP('2022-04-16T10:13:19Z')", "?": " IS NULL", "!": " IS NOT NULL"}  # fmt: skip


def entries(name: str) -> list[list[str]]:
    """The lines of a file without its comments."""
    lines = (HERE / name).read_text().splitlines()
    return [line.split("|") for line in lines if line and not line.startswith("#")]


@pytest.fixture
def layers(town: Any) -> dict[str, Register]:
    """The standard's data set as three registers."""
    if not DATA.exists():
        pytest.skip("The standard's test data is not on this machine.")
    import pyogrio
    import shapely

    found = {}
    for key, (layer, kind, names) in LAYERS.items():
        fields = tuple(Field(name, TYPES.get(name, FieldType.TEXT), {"en": name}) for name in names)
        entered = register(layer.replace("_", "-").lower(), fields=fields, geometry_type=kind)
        meta, _fids, geometries, columns = pyogrio.raw.read(DATA, layer=layer, datetime_as_string=True)
        values = dict(zip(meta["fields"], columns, strict=True))
        entered.put(
            {
                "rowid": number + 1,
                "geom": shapely.to_wkt(shapely.from_wkb(geometry), rounding_precision=-1),
                **{name: plain(values[name][number], name) for name in names},
            }
            for number, geometry in enumerate(geometries)
        )
        found[key] = entered
    return found


def plain(value: Any, name: str) -> Any:
    """A value as the database takes it; nothing for what is not there."""
    text = str(value)
    if value is None or text in ("NaT", "nan", ""):
        return None
    kind = TYPES.get(name, FieldType.TEXT)
    if kind is FieldType.BOOLEAN:
        return bool(value)
    if kind is FieldType.DATETIME:
        return text if text.endswith(("Z", "+00:00")) else f"{text}+00:00"
    return text if kind in (FieldType.TEXT, FieldType.DATE) else value.item()


def count(entered: Register, text: str) -> int:
    """How many rows a filter lets through."""
    scope = Scope({field.name: field for field in entered.definition.fields}, has_geometry=True)
    condition, parameters = filter_condition(text, scope)
    statement = f"SELECT count(*) FROM {entered.source} WHERE {condition.as_string(None)}"
    with connection.cursor() as cursor:
        cursor.execute(statement, list(parameters))
        return int(cursor.fetchone()[0])


def test_every_predicate_of_the_annex_gives_its_count(layers: dict[str, Register]) -> None:
    wrong = [
        (layer, text, int(expected), found)
        for layer, expected, text in entries("predicates.txt")
        if (found := count(layers[layer], text)) != int(expected)
    ]
    assert wrong == []


def test_every_combination_of_the_annex_gives_its_count(layers: dict[str, Register]) -> None:
    wrong = []
    for expected, *short in entries("combinations.txt"):
        p1, p2, p3, p4 = (re.sub(r"[NPSBKVT?!]", lambda found: SHORT[found.group()], part) for part in short)
        text = f"(NOT ({p2}) AND {p1}) OR ({p3} and {p4}) or not ({p1} OR {p4})"
        if (found := count(layers["p"], text)) != int(expected):
            wrong.append((text, int(expected), found))
    assert wrong == []
