"""Numbers in CSV are rounded as decimals are, and written as people write them."""

from __future__ import annotations

from decimal import Decimal

import pytest
from django.db import connection
from hypothesis import given, settings
from hypothesis import strategies as st
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


@given(st.lists(st.floats(-180, 180), min_size=1, max_size=200))
@settings(max_examples=50)
def test_whatever_the_number_the_decimal_is_the_nearest_and_is_written_as_that(numbers: list[float]) -> None:
    for number, text in zip(numbers, texts(numbers, 7), strict=True):
        written = Decimal(text)
        assert written == written.quantize(Decimal("1e-7")), "more digits than asked for"
        # half a step, and what the doubles themselves leave open where a number lies midway between two decimals
        assert abs(written - Decimal(number)) <= Decimal("0.5e-7") + Decimal("1e-13")
