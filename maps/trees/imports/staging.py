"""Reading a table into the staging table, chunk by chunk, with positions brought to EPSG:4326."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import astuple
from math import isfinite

from django.utils.translation import gettext as _
from pyproj import CRS, Transformer
from pyproj.exceptions import CRSError

from maps.places.bulk import analyze, copy_rows, make_staging
from maps.trees.errors import UnreadableFile
from maps.trees.imports.columns import understand
from maps.trees.imports.problems import Problem, Reason
from maps.trees.imports.rows import BadRow, Kept, Reader, Units
from maps.trees.imports.table import SourceRow, SourceTable

Progress = Callable[[int], None]
STAGING = "staged_import"
# Changes when the same cell would be read otherwise than before: rows read then count as changed.
READING_VERSION = "2"
NULL_ISLAND_DEGREES = 1e-6
COLUMNS = {
    "line": "bigint",
    "digest": "bytea",
    "identity": "text",
    "ref": "text",
    "longitude": "float8",
    "latitude": "float8",
    "address": "text",
    "english_address": "text",
    "street": "text",
    "house_number": "text",
    "side": "text",
    "note": "text",
    "kind": "text",
    "botanical": "text",
    "botanical_folded": "text",
    "common": "text",
    "common_folded": "text",
    "girth_cm": "numeric",
    "girth_precision": "text",
    "diameter_class": "text",
    "height_m": "numeric",
    "height_precision": "text",
    "height_class": "text",
    "planted_on": "date",
    "condition": "text",
    "protected": "boolean",
}
WORKED_OUT = {"site_id": "bigint", "species_id": "bigint", "state": "text"}


def stage_table(
    table: SourceTable, *, crs: str, units: str, progress: Progress | None = None
) -> tuple[int, list[Problem]]:
    """Fills the staging table; the number of rows read and what was wrong with some. Raises
    UnreadableFile."""
    mapping = understand(table.columns)
    if not table.has_geometry and not mapping.has_position:
        raise UnreadableFile(
            _(
                "The file has no column with positions, such as longitude and latitude; "
                "its columns are: %(columns)s."
            )
            % {"columns": ", ".join(table.columns[:12])}
        )
    to_degrees = Degrees(crs or table.crs)
    reader = Reader(mapping, Units.choose(units, mapping), f"{READING_VERSION}|{to_degrees.name}|{units}")
    make_staging(STAGING, {**COLUMNS, **WORKED_OUT})
    problems: list[Problem] = []
    read = 0
    for chunk in table.chunks:
        copy_rows(STAGING, list(COLUMNS), map(astuple, _understood(chunk, reader, to_degrees, problems)))
        read += len(chunk)
        if progress is not None:
            progress(read)
    if not read:
        raise UnreadableFile(_("The file has no rows."))
    analyze(STAGING)
    return read, problems


def _understood(
    chunk: list[SourceRow], reader: Reader, to_degrees: Degrees, problems: list[Problem]
) -> Iterator[Kept]:
    placed: list[tuple[SourceRow, tuple[float, float]]] = []
    for row in chunk:
        try:
            placed.append((row, reader.position(row)))
        except BadRow as bad:
            problems.append(bad.problem)
    degrees = to_degrees([position for _row, position in placed])
    for (row, given), (longitude, latitude) in zip(placed, degrees, strict=True):
        reason = _misplaced(given, longitude, latitude)
        if reason is not None:
            problems.append(Problem(row.line, reason, _position_header(reader), f"{given[0]:g} {given[1]:g}"))
            continue
        try:
            yield reader.keep(row, longitude, latitude)
        except BadRow as bad:
            problems.append(bad.problem)


def _position_header(reader: Reader) -> str:
    headers = reader.mapping.headers
    for x, y in (("longitude", "latitude"), ("x", "y")):
        if x in headers and y in headers:
            return f"{headers[x]}, {headers[y]}"
    return headers.get("wkt", "geometry")


def _misplaced(given: tuple[float, float], longitude: float, latitude: float) -> Reason | None:
    if abs(given[0]) < NULL_ISLAND_DEGREES and abs(given[1]) < NULL_ISLAND_DEGREES:
        return Reason.NULL_ISLAND
    if not (isfinite(longitude) and isfinite(latitude)):
        return Reason.OUT_OF_WORLD
    if not (-180 <= longitude <= 180 and -90 <= latitude <= 90):
        return Reason.OUT_OF_WORLD
    return None


class Degrees:
    """Brings positions in some coordinate system to longitude and latitude. Raises UnreadableFile for an
    unknown one."""

    def __init__(self, crs: str) -> None:
        try:
            given = CRS.from_user_input(crs or "EPSG:4326")
        except CRSError as problem:
            raise UnreadableFile(
                _("The coordinate system %(name)s is not known.") % {"name": crs}
            ) from problem
        self.name = given.to_string()
        world = CRS.from_epsg(4326)
        self._transformer = None if given == world else Transformer.from_crs(given, world, always_xy=True)

    def __call__(self, positions: Sequence[tuple[float, float]]) -> list[tuple[float, float]]:
        """Longitude and latitude of each; infinite where there is no such place."""
        if self._transformer is None or not positions:
            return list(positions)
        xs, ys = zip(*positions, strict=True)
        longitudes, latitudes = self._transformer.transform(xs, ys)
        return list(zip(longitudes, latitudes, strict=True))
