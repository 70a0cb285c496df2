"""The rows: a million synthetic trees, made once by PostgreSQL from a seed, in a database of their own."""

from __future__ import annotations

import math
import os
from typing import Any
from urllib.parse import urlsplit, urlunsplit

import psycopg

from bench import plan
from ops.paths import EXTENSIONS
from ops.screen import say

# A rectangle of 26 by 28 km: about 5,000 trees in a tile at zoom 14, 330,000 in one at zoom 11.
WEST, SOUTH, WIDTH, HEIGHT = 22.0, 39.4, 0.3, 0.25

# Half of the trees stand along streets that run north, half along streets that run east, 100 m apart.
MAKE = f"""
CREATE TABLE public.trees_new (
    id bigint PRIMARY KEY, geom geometry(Point, 4326) NOT NULL,
    species text NOT NULL, common_name text NOT NULL, girth_cm integer NOT NULL, height_m real NOT NULL,
    planted date NOT NULL, condition text NOT NULL, protected boolean NOT NULL, district integer NOT NULL
);
SELECT setseed(0.2026);
INSERT INTO public.trees_new
SELECT n,
    ST_SetSRID(ST_MakePoint(
        {WEST} + CASE WHEN n % 2 = 0 THEN round((x * {WIDTH})::numeric, 3)::float8 ELSE x * {WIDTH} END,
        {SOUTH} + CASE WHEN n % 2 = 1 THEN round((y * {HEIGHT})::numeric, 3)::float8 ELSE y * {HEIGHT} END
    ), 4326),
    (ARRAY['Platanus orientalis', 'Morus alba', 'Citrus aurantium', 'Pinus halepensis', 'Olea europaea',
           'Ceratonia siliqua', 'Tilia tomentosa', 'Cupressus sempervirens'])[1 + floor(s * 8)::int],
    (ARRAY['Πλάτανος', 'Μουριά', 'Νεραντζιά', 'Χαλέπιος πεύκη', 'Ελιά', 'Χαρουπιά',
           'Φλαμουριά', 'Κυπαρίσσι'])[1 + floor(s * 8)::int],
    20 + floor(g * 230)::int, (3 + g * 18)::real, date '1950-01-01' + floor(p * 27000)::int,
    (ARRAY['good', 'good', 'good', 'fair', 'poor'])[1 + floor(c * 5)::int], c > 0.97, 1 + floor(x * 7)::int
FROM (SELECT n, random() x, random() y, random() s, random() g, random() p, random() c
      FROM generate_series(1, {plan.ROWS}) n OFFSET 0) dice;
CREATE INDEX ON public.trees_new USING gist (geom);
ALTER TABLE public.trees_new RENAME TO trees;
"""


def database_url(database: str = plan.DATABASE) -> str:
    """The address of another database on the server that DATABASE_URL names."""
    return urlunsplit(urlsplit(os.environ["DATABASE_URL"])._replace(path=f"/{database}"))


def driver_url(url: str) -> str:
    """The same address as PostgreSQL's own programs and drivers write it."""
    return url.replace("postgis://", "postgresql://", 1)


def connect() -> psycopg.Connection[Any]:
    """A connection to the bench database, which is made where it is missing."""
    try:
        return psycopg.connect(driver_url(database_url()), autocommit=True)
    except psycopg.OperationalError as error:
        if "does not exist" not in str(error):
            raise
    with psycopg.connect(driver_url(os.environ["DATABASE_URL"]), autocommit=True) as main:
        main.execute(f'CREATE DATABASE "{plan.DATABASE}"')
    connection = psycopg.connect(driver_url(database_url()), autocommit=True)
    for name in EXTENSIONS:
        connection.execute(f"CREATE EXTENSION IF NOT EXISTS {name} SCHEMA public")
    return connection


def make_rows() -> None:
    """Fill `public.trees`, which the peers read, unless it is full already."""
    with connect() as connection:
        if connection.execute("SELECT to_regclass('public.trees')").fetchone() != (None,):
            return
        say(f"Making {plan.ROWS:,} rows, once (about half a minute) …")
        with connection.transaction():
            connection.execute(MAKE)
        connection.execute("VACUUM (ANALYZE) public.trees")


def cancel_queries() -> None:
    """End what is still running in the bench database."""
    with connect() as connection:
        connection.execute(
            "SELECT pg_cancel_backend(pid) FROM pg_stat_activity"
            " WHERE datname = current_database() AND state = 'active' AND pid <> pg_backend_pid()"
        )


def tile_of(longitude: float, latitude: float, z: int) -> tuple[int, int]:
    """Column and row of the tile over a position (WebMercatorQuad)."""
    size = 2**z
    north = math.asinh(math.tan(math.radians(latitude)))
    return int((longitude + 180) / 360 * size), int((1 - north / math.pi) / 2 * size)


def densest_tile(z: int) -> tuple[int, int, int]:
    """Column, row and number of trees of the tile that holds the most, its edges included."""
    x, y = tile_of(WEST + WIDTH / 2, SOUTH + HEIGHT / 2, z)
    near = [(x + dx, y + dy) for dx in (-1, 0, 1) for dy in (-1, 0, 1)]
    count = "SELECT count(*) FROM public.trees WHERE geom && ST_Transform(ST_TileEnvelope(%s, %s, %s), 4326)"
    with connect() as connection:
        found = [(connection.execute(count, (z, *tile)).fetchone() or (0,), tile) for tile in near]
    (trees, *_), (column, row) = max(found)
    return column, row, trees
