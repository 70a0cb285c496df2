"""Numbers in CSV are rounded as decimals are, and written as people write them."""

from __future__ import annotations

import pytest
from django.db import connection
from psycopg import sql

from opendata.tables.shelf.columns import rounded

pytestmark = pytest.mark.django_db


def texts(numbers: list[float], digits: int) -> list[str]:
    statement = sql.SQL(
        "SELECT {}::text FROM unnest(%s::float8[]) WITH ORDINALITY AS one (n, at) ORDER BY at"
    )
    with connection.cursor() as cursor:
        cursor.execute(statement.format(rounded(sql.SQL("n"), digits)).as_string(None), [numbers])
        return [text for (text,) in cursor.fetchall()]


def test_degrees_are_rounded_to_seven_digits() -> None:
    numbers = [23.727538912345, -0.00000001, 0.0, 180.0, -118.15754845812522, 37.9838096, 1e-7, 23.1]
    assert texts(numbers, 7) == [
        "23.7275389",
        "0",
        "0",
        "180",
        "-118.1575485",
        "37.9838096",
        "1e-07",
        "23.1",
    ]


def test_metres_are_rounded_to_two_digits() -> None:
    assert texts([476_032.128, 4_204_999.999, -20_037_508.342789], 2) == [
        "476032.13",
        "4205000",
        "-20037508.34",
    ]


def test_it_is_what_the_way_through_numeric_gives() -> None:
    with connection.cursor() as cursor:
        ours = rounded(sql.SQL("n"), 7).as_string(None)
        cursor.execute(
            "SELECT count(*) FROM (SELECT random() * 360 - 180 AS n FROM generate_series(1, 50000)) AS many"
            f" WHERE {ours} <> round(n::numeric, 7)::float8"
        )
        assert cursor.fetchone() == (0,)
