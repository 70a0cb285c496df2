"""What is measured in seconds and not in requests: a whole collection as a file, a file as a whole collection."""

from __future__ import annotations

import csv
import json
import os
import random
import statistics
import subprocess
import time
import urllib.request
from dataclasses import dataclass
from pathlib import Path

import psycopg

from bench import load, plan, portal, rows
from bench.memory import Memory
from ops import paths
from ops.screen import CannotGoOn, say

# Eight cities' street trees, where the files of real cities are; else rows of the same shape.
REAL = Path("trees/la_county_street_trees_8_cities.csv")
SMALL, LARGE = 103_546, 1_000_000
HEADER = (
    "city source_id address_no street side species_common species_botanical dbh_class height_class condition"
    " longitude latitude"
)
TURNS = 3
CITIES = ("Downey", "Compton", "Glendora", "Malibu")
SPECIES = ("Lagerstroemia indica", "Pinus halepensis", "Olea europaea", "Tilia tomentosa", "Schinus molle")
PIECE = 1024 * 1024
BARE_TABLE = "public.bare_load"


@dataclass
class Whole:
    """One line: what took how long, against what, and how far it may be."""

    title: str
    seconds: float
    against: str
    ratio: float | None
    limit: str
    met: bool
    note: str = ""

    @property
    def verdict(self) -> str:
        """`met` or `MISSED`."""
        return "met" if self.met else "MISSED"


def csv_beside_copy(process: subprocess.Popen[bytes]) -> list[Whole]:
    """All rows as CSV over HTTP, and by PostgreSQL's COPY of the same columns over its socket, in turns.

    Over HTTP twice: as the worker's file, which lies ready soon after a publication, and drawn anew. With the axes the
    other way round, which the file has not, the portal draws the same rows.
    """
    whole = f"{plan.BASE[plan.PORTAL]}/api/v1/collections/{plan.COLLECTION}/items?f=csv"
    titles = {"CSV of 1,000,000 rows, file ready": whole, "the same, drawn anew": f"{whole}&crs=EPSG:4326"}
    bare: list[float] = []
    ours: dict[str, list[float]] = {title: [] for title in titles}
    grown: dict[str, int] = dict.fromkeys(titles, 0)
    for turn in range(TURNS):
        say(f"[CSV of all rows, turn {turn + 1} of {TURNS}]")
        for title, url in titles.items():
            with Memory(process.pid) as memory:
                started = time.monotonic()
                size, lines = read_all(url)
                ours[title].append(time.monotonic() - started)
            grown[title] = max(grown[title], memory.grown)
            if lines != plan.ROWS + 1:
                raise CannotGoOn(f"The CSV has {lines:,} lines, not {plan.ROWS + 1:,}.", code=1)
        bare.append(copy_seconds())
    return [
        Whole(
            title,
            statistics.median(seconds),
            f"COPY TO STDOUT {statistics.median(bare):.1f} s",
            statistics.median(seconds) / statistics.median(bare),
            "1.5 times",
            statistics.median(seconds) <= 1.5 * statistics.median(bare),
            f"{size / 1e6:.0f} MB; all processes of the server grew by {grown[title] / 1e6:.0f} MB",
        )
        for title, seconds in ours.items()
    ]


def read_all(url: str) -> tuple[int, int]:
    """Size and number of lines of an answer that is thrown away as it comes."""
    size = lines = 0
    with urllib.request.urlopen(url, timeout=300) as answer:
        while piece := answer.read(PIECE):
            size += len(piece)
            lines += piece.count(b"\n")
    return size, lines


def copy_seconds() -> float:
    """COPY of the peers' table with the columns that our CSV has, thrown away too."""
    columns = (
        "id, species, common_name, girth_cm, height_m, planted, condition, protected, district,"
        " ST_X(geom), ST_Y(geom)"
    )
    with psycopg.connect(rows.driver_url(rows.database_url())) as connection, connection.cursor() as cursor:
        started = time.monotonic()
        with cursor.copy(f"COPY (SELECT {columns} FROM public.trees) TO STDOUT WITH (FORMAT csv)") as copied:
            for _piece in copied:
                pass
        return time.monotonic() - started


def uploads() -> list[Whole]:
    """The tree file from upload to published, and a million rows of its shape; beside it a bare load by ogr2ogr."""
    small = tree_file()
    bare = [bare_load_seconds(small)]
    first = upload(small)
    bare.append(bare_load_seconds(small))
    second = upload(copies_of(small))
    if (first["rows"], second["rows"]) != (SMALL, LARGE):
        raise CannotGoOn(f"{first['rows']:,} and {second['rows']:,} rows were published.", code=1)
    times = [sum(one[step] for step in ("received", "read", "published")) for one in (first, second)]
    return [
        Whole(
            f"upload to published, {SMALL:,} rows",
            times[0],
            f"ogr2ogr {statistics.mean(bare):.1f} s",
            times[0] / statistics.mean(bare),
            "10 s",
            times[0] <= 10,
            steps_of(first),
        ),
        Whole(
            f"upload to published, {LARGE:,} rows",
            times[1],
            f"{SMALL:,} rows",
            times[1] / times[0],
            "12 times",
            times[1] <= 12 * times[0],
            steps_of(second),
        ),
    ]


def steps_of(one: dict[str, float]) -> str:
    """The seconds of each step."""
    return ", ".join(f"{step} {one[step]:.1f}" for step in ("received", "read", "published"))


def upload(path: Path) -> dict[str, float]:
    """Published by a process of its own, as a worker's is."""
    say(f"[upload of {path.name}]")
    done = subprocess.run(
        [paths.VENV_PYTHON, "-m", "bench.upload", path],
        cwd=paths.ROOT,
        env=portal.environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode:
        raise CannotGoOn(f"{path.name} was not published:\n{done.stderr[-2000:]}", code=1)
    found: dict[str, float] = json.loads(done.stdout.splitlines()[-1])
    return found


def bare_load_seconds(path: Path) -> float:
    """GDAL's own load of the file: points, texts and one index in a table. It tells how fast the hour is."""
    address = rows.driver_url(rows.database_url())
    command = ["ogr2ogr", "-f", "PostgreSQL", f"PG:{address}", str(path), "-nln", BARE_TABLE, "-overwrite"]
    command += [
        "-a_srs",
        "EPSG:4326",
        "-oo",
        "X_POSSIBLE_NAMES=longitude",
        "-oo",
        "Y_POSSIBLE_NAMES=latitude",
    ]
    started = time.monotonic()
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    seconds = time.monotonic() - started
    if done.returncode:
        raise CannotGoOn(f"ogr2ogr did not load {path.name}:\n{done.stderr[-2000:]}", code=1)
    with rows.connect() as connection:
        connection.execute(f"DROP TABLE {BARE_TABLE}")
    return seconds


def tree_file() -> Path:
    """The real file, or one like it."""
    real = Path(os.environ.get("REALDATA_DIR", paths.ROOT.parent / "shared" / "data")) / REAL
    if real.exists():
        return real
    made = plan.HOME / "trees_like_eight_cities.csv"
    if not made.exists():
        dice = random.Random(2026)
        with made.open("w", newline="") as file:
            writer = csv.writer(file)
            writer.writerow(HEADER.split())
            for number in range(SMALL):
                place = (-118.2 + dice.random() / 4, 33.8 + dice.random() / 4)
                name = dice.choice(SPECIES)
                street = f"{dice.randrange(400)} Street"
                tree = [street, "Front", "", name, "7-12", "15-30", "Good", *place]
                writer.writerow([dice.choice(CITIES), number, dice.randrange(9999), *tree])
    return made


def copies_of(small: Path) -> Path:
    """A million rows: the small file again and again, each time a little to the side."""
    large = plan.HOME / "a_million_trees.csv"
    if not large.exists():
        say("Writing a million rows, once …")
        with small.open(newline="") as source, large.open("w", newline="") as file:
            header, *lines = list(csv.reader(source))
            longitude, latitude = header.index("longitude"), header.index("latitude")
            writer = csv.writer(file)
            writer.writerow(header)
            for number in range(LARGE):
                turn, at = divmod(number, len(lines))
                line = list(lines[at])
                for axis in (longitude, latitude):
                    if float(line[axis] or 0):  # rows at 0, 0 are set aside in both files
                        line[axis] = f"{float(line[axis]) + turn * 0.0001:.7f}"
                writer.writerow(line)
    return large


def deep_page() -> Whole:
    """Page 900 beside page 1, in turns, so that both meet the same machine."""
    first, deep = plan.ITEMS[plan.PORTAL], portal.deep_page_url()
    case = plan.Case("", {}, features=plan.PAGE)
    rates: dict[str, list[float]] = {first: [], deep: []}
    for turn in range(TURNS):
        say(f"[page 1 and page {plan.DEEP_PAGE}, turn {turn + 1} of {TURNS}]")
        for url, found in rates.items():
            found.append(load.measure(case, url).rate)
    one, other = (1 / statistics.median(found) for found in rates.values())
    title = f"page {plan.DEEP_PAGE} of {plan.PAGE:,} items"
    return Whole(title, other, f"page 1 {one * 1000:.2f} ms", other / one, "1.2 times", other <= 1.2 * one)


def measure_all(process: subprocess.Popen[bytes]) -> list[Whole]:
    """Every case, with the portal's server running."""
    return [deep_page(), *csv_beside_copy(process), *uploads()]
