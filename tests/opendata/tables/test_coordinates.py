"""Columns that repeat where their rows lie are told from what is measured."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from pyproj import Transformer

from opendata.ingest.office.forms import reading
from opendata.tables.actions import ensure_collection, republish
from opendata.tables.contract import Field, FieldType, GeometryType
from opendata.tables.models import Collection
from opendata.tables.summaries.coordinates import SYSTEMS, coordinate_columns
from tests.factories.tables import Register, register

pytestmark = pytest.mark.django_db

Enter = Callable[[Register], Register]
TEXTS = ("place", "pair", "note")
WHOLE = ("n", "whole_x")
NAMES = ("lon", "lat", "x", "y", "utm_e", "web_x", "rounded", "other_lat", "share", "some", *WHOLE, *TEXTS)
COORDINATES = {"lon", "lat", "x", "y", "utm_e", "web_x", "rounded", "whole_x", "place", "pair"}


def fields() -> tuple[Field, ...]:
    kinds = dict.fromkeys(TEXTS, FieldType.TEXT) | dict.fromkeys(WHOLE, FieldType.INTEGER)
    return tuple(Field(name, kinds.get(name, FieldType.NUMBER), {"en": name, "el": name}) for name in NAMES)


def values(at: int) -> dict[str, Any]:
    """Of a row in a town of four kilometres, with numbers that are of the same size as its coordinates."""
    lon, lat = 22.77 + at % 7 * 0.006, 36.60 + at % 11 * 0.003
    into = {code: Transformer.from_crs(4326, code, always_xy=True) for code in (2100, 32634, 3857)}
    x, y = into[2100].transform(lon, lat)
    other = (at * 5) % 11
    return {
        "lon": lon, "lat": lat, "x": x + 3, "y": y - 4, "utm_e": into[32634].transform(lon, lat)[0],
        "web_x": into[3857].transform(lon, lat)[0], "rounded": round(lat, 3), "whole_x": round(x),
        # Of the same town, of another row.
        "other_lat": 36.60 + other * 0.003, "share": 36.6 + at % 5, "some": lon if at % 4 else 1.5, "n": at,
        "place": f"POINT ({lon} {lat})", "pair": f"{lat}, {lon}", "note": f"{at}, {at}",
    }  # fmt: skip


def entered(enter: Enter, kind: GeometryType, shape: Callable[[float, float], str | None]) -> Register:
    made = enter(register("placed", fields=fields(), geometry_type=kind))
    ensure_collection(made.definition)
    rows = [values(at) for at in range(40)]
    made.put({"rowid": at + 1, "geom": shape(row["lon"], row["lat"]), **row} for at, row in enumerate(rows))
    republish(made.name, by=None)
    return made


def known(made: Register) -> set[str]:
    return set(coordinate_columns(Collection.objects.select_related("dataset").named(made.name).get()))


def test_columns_are_known_by_the_points_of_their_rows_in_any_system(town: Any, enter: Enter) -> None:
    assert known(entered(enter, GeometryType.POINT, lambda x, y: f"POINT({x} {y})")) == COORDINATES


def test_columns_of_a_point_inside_their_shape_are_known_too(town: Any, enter: Enter) -> None:
    def block(x: float, y: float) -> str:
        w, s, e, n = x - 0.0005, y - 0.0005, x + 0.0005, y + 0.0005
        return f"MULTIPOLYGON((({w} {s}, {e} {s}, {e} {n}, {w} {n}, {w} {s})))"

    assert known(entered(enter, GeometryType.AREA, block)) == COORDINATES


def test_in_a_shape_as_wide_as_a_region_any_number_would_lie(town: Any, enter: Enter) -> None:
    wide = "MULTIPOLYGON(((20 30, 60 30, 60 60, 20 60, 20 30)))"
    assert known(entered(enter, GeometryType.AREA, lambda _x, _y: wide)) == set()


def test_a_shape_beyond_a_systems_world_is_only_not_known(town: Any, enter: Enter) -> None:
    made = entered(enter, GeometryType.POINT, lambda _x, _y: "POINT(-157 89.99)")
    assert known(made) == {"place"}


def test_without_places_there_is_nothing_to_repeat(town: Any, enter: Enter) -> None:
    assert known(entered(enter, GeometryType.NONE, lambda _x, _y: None)) == set()


def test_the_page_draws_no_chart_of_coordinates_and_keeps_their_columns(
    town: Any, enter: Enter, client: Client
) -> None:
    entered(enter, GeometryType.POINT, lambda x, y: f"POINT({x} {y})")
    response = client.get("/en/data/placed/?fresh")
    context = response.context
    drawn = {column.name for column in (*context["charts"], *context["more_charts"])}
    assert drawn & COORDINATES == set()
    assert {"other_lat", "share"} <= drawn
    told = {column.name: column.spread for column in context["preview"].columns}
    assert {told[name] for name in COORDINATES} == {"position of the row, as on the map"}
    greek = client.get("/el/data/placed/?fresh").context["preview"].columns
    assert {column.spread for column in greek if column.name in COORDINATES} == {
        "θέση της γραμμής, όπως στον χάρτη"
    }


def test_every_system_that_an_editor_is_offered_is_looked_for() -> None:
    assert set(SYSTEMS) == set(reading.SYSTEMS)
