"""From coordinates, WKT or WKB to shapes in EPSG:4326, flat and valid; what cannot be placed is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import shapely

from opendata.ingest.codes import Code
from opendata.ingest.reader.curves import NoShape, straightened
from opendata.ingest.reader.systems import ToDegrees
from opendata.ingest.reader.troubles import Troubles

NULL_ISLAND = 1e-6
EDGE = 1e-6
_POINTS = (shapely.GeometryType.POINT, shapely.GeometryType.MULTIPOINT)
_AREAS = (shapely.GeometryType.POLYGON, shapely.GeometryType.MULTIPOLYGON)
FAMILIES = {
    0: "Point", 1: "MultiLineString", 2: "MultiLineString", 3: "MultiPolygon", 4: "MultiPoint", 5: "MultiLineString",
    6: "MultiPolygon", 7: "Geometry",
}  # fmt: skip


@dataclass
class Placed:
    """Shapes (None for none) and which rows must go."""

    shapes: Any
    aside: Any
    repaired: int = 0


def parse_wkb(column: pa.Array, lines: Any, troubles: Troubles) -> tuple[Any, Any]:
    """Shapes, and rows whose bytes are none that can be worked with."""
    raw = column.to_numpy(zero_copy_only=False)
    nothing = np.zeros(len(raw), bool)
    try:
        shapes = shapely.from_wkb(raw, on_invalid="raise")
    except (shapely.GEOSException, NotImplementedError, TypeError, ValueError):
        return _one_by_one(raw, lines, troubles)
    return shapely.force_2d(shapes), nothing


def _one_by_one(raw: Any, lines: Any, troubles: Troubles) -> tuple[Any, Any]:
    shapes = np.full(len(raw), None, object)
    bad = np.zeros(len(raw), bool)
    for place, data in enumerate(raw):
        if data is None:
            continue
        try:
            shapes[place] = shapely.from_wkb(data)
        except NotImplementedError:
            try:
                shapes[place] = straightened(bytes(data))
                troubles.add(Code.CURVE_STRAIGHTENED, lines[place])
            except NoShape:
                bad[place] = True
        except (shapely.GEOSException, TypeError, ValueError):
            bad[place] = True
    if bad.any():
        troubles.add_many(Code.GEOMETRY_UNREPAIRABLE, lines[bad], [""] * int(bad.sum()), count=int(bad.sum()))
    return shapely.force_2d(shapes), bad


def parse_text(
    column: pa.Array, mode: str, lines: Any, label: str, troubles: Troubles
) -> tuple[Any, int | None]:
    """Shapes from WKT or hexadecimal EWKB; bad ones are told and stay without a place. The SRID that most name."""
    shapes = np.full(len(column), None, object)
    srids: dict[int, int] = {}
    for place, written in enumerate(column.to_pylist()):
        if written is None:
            continue
        try:
            shape, srid = _from_wkt(written) if mode == "wkt" else _from_hex(written)
        except (shapely.GEOSException, NotImplementedError, NoShape, ValueError, TypeError):
            troubles.add(Code.BAD_POSITION, lines[place], column=label, value=written)
            continue
        shapes[place] = shape
        srids[srid] = srids.get(srid, 0) + 1
    srids.pop(0, None)
    return shapely.force_2d(shapes), max(srids, key=srids.__getitem__) if srids else None


def _from_wkt(written: str) -> tuple[Any, int]:
    srid = 0
    if written[:5].upper() == "SRID=":
        head, _sign, written = written.partition(";")
        srid = int(head[5:])
    return shapely.from_wkt(written), srid


def _from_hex(written: str) -> tuple[Any, int]:
    data = bytes.fromhex(written.removeprefix("\\x"))
    try:
        shape = shapely.from_wkb(data)
    except NotImplementedError:
        return straightened(data), 0
    return shape, int(shapely.get_srid(shape))


def parse_numbers(x: Any, y: Any) -> Any:
    """Points; None where a coordinate is missing."""
    shapes = np.full(len(x), None, object)
    known = np.isfinite(x) & np.isfinite(y)
    if known.any():
        shapes[known] = shapely.points(x[known], y[known])
    return shapes


def place(shapes: Any, to_degrees: ToDegrees, lines: Any, troubles: Troubles) -> Placed:
    """Brings shapes into degrees, repairs them, and sets aside what lies nowhere."""
    empty = shapely.is_empty(shapes)
    if empty.any():
        shapes = np.where(empty, None, shapes)
    present = ~shapely.is_missing(shapes)
    aside = np.zeros(len(shapes), bool)
    nowhere = present & _at_zero(shapes)
    _told(Code.NULL_ISLAND, nowhere, shapes, lines, troubles)
    if to_degrees.changes:
        shapes = _moved(shapes, to_degrees)
    beyond = present & ~nowhere & ~_in_world(shapes)
    _told(Code.OUT_OF_RANGE, beyond, shapes, lines, troubles)
    aside |= nowhere | beyond
    repaired, hopeless = _repair(shapes, present & ~aside, lines, troubles)
    return Placed(shapes, aside | hopeless, repaired)


def _told(code: Code, which: Any, shapes: Any, lines: Any, troubles: Troubles) -> None:
    count = int(which.sum())
    if count:
        some = shapes[which][:1000]
        troubles.add_many(
            code, lines[which], [shapely.to_wkt(one, rounding_precision=6)[:80] for one in some], count=count
        )


def _at_zero(shapes: Any) -> Any:
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    x, y = shapely.get_x(shapes), shapely.get_y(shapes)
    return points & (np.abs(x) < NULL_ISLAND) & (np.abs(y) < NULL_ISLAND)


def _moved(shapes: Any, to_degrees: ToDegrees) -> Any:
    coordinates = shapely.get_coordinates(shapes)
    if not len(coordinates):
        return shapes
    x, y = to_degrees(coordinates[:, 0], coordinates[:, 1])
    return shapely.set_coordinates(shapes.copy(), np.column_stack([x, y]))


def _in_world(shapes: Any) -> Any:
    boxes = shapely.bounds(shapes)
    with np.errstate(invalid="ignore"):
        inside = (boxes[:, 0] >= -180 - EDGE) & (boxes[:, 1] >= -90 - EDGE)
        inside &= (boxes[:, 2] <= 180 + EDGE) & (boxes[:, 3] <= 90 + EDGE)
    coordinates, index = shapely.get_coordinates(shapes, return_index=True)
    wrong = ~np.isfinite(coordinates).all(axis=1)
    if wrong.any():
        inside[np.unique(index[wrong])] = False
    return inside


def _repair(shapes: Any, which: Any, lines: Any, troubles: Troubles) -> tuple[int, Any]:
    """Repairs in place; how many, and which cannot be."""
    hopeless = np.zeros(len(shapes), bool)
    check = which & ~np.isin(shapely.get_type_id(shapes), _POINTS)
    if not check.any():
        return 0, hopeless
    invalid = np.flatnonzero(check)[~shapely.is_valid(shapes[check])]
    repaired = 0
    for at in invalid:
        shape = shapes[at]
        reason = str(shapely.is_valid_reason(shape))
        good = _made_valid(shape)
        if good is None:
            hopeless[at] = True
            troubles.add(Code.GEOMETRY_UNREPAIRABLE, lines[at], value=reason)
        else:
            shapes[at] = good
            repaired += 1
            troubles.add(
                Code.GEOMETRY_REPAIRED, lines[at], reason=reason.partition("[")[0], place=reason[-60:]
            )
    return repaired, hopeless


def _made_valid(shape: Any) -> Any | None:
    try:
        good = shapely.make_valid(shape, method="structure", keep_collapsed=False)
    except shapely.GEOSException:
        return None
    if shapely.get_type_id(shape) in _AREAS and shapely.get_type_id(good) not in _AREAS:
        parts = [part for part in shapely.get_parts(good) if shapely.get_type_id(part) in _AREAS]
        good = shapely.union_all(parts) if parts else None
    return None if good is None or good.is_empty else good


def family(kinds: set[int], several_points: bool) -> str:
    """The one type that holds all of them, as `GeometryType` names it."""
    families = {FAMILIES.get(kind, "Geometry") for kind in kinds}
    if not families:
        return "None"
    if families == {"Point"}:
        return "Point"
    if len(families) > 1 or several_points:
        return "Geometry"
    return families.pop()


def single_points(shapes: Any) -> Any:
    """Groups of a single point become that point."""
    groups = shapely.get_type_id(shapes) == shapely.GeometryType.MULTIPOINT
    alone = groups & (shapely.get_num_geometries(shapes) == 1)
    if alone.any():
        shapes = shapes.copy()
        shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    return shapes


def as_hex(shapes: Any) -> pa.Array:
    """Hexadecimal EWKB with the SRID, as PostGIS reads it; null for none."""
    points = shapely.get_type_id(shapes) == shapely.GeometryType.POINT
    missing = shapely.is_missing(shapes)
    if (points | missing).all():
        return _points_as_hex(shapely.get_x(shapes), shapely.get_y(shapes), missing)
    written = shapely.to_wkb(shapely.set_srid(shapes, 4326), hex=True, include_srid=True, byte_order=1)
    return pa.array(written, pa.string(), mask=missing)


_HEX = np.frombuffer(b"0123456789ABCDEF", np.uint8)
_POINT_HEAD = np.frombuffer(bytes.fromhex("0101000020E6100000"), np.uint8)


def _points_as_hex(x: Any, y: Any, missing: Any) -> pa.Array:
    """The same for points only, without an object each."""
    data = np.empty((len(x), 25), np.uint8)
    data[:, :9] = _POINT_HEAD
    data[:, 9:17] = np.ascontiguousarray(x, "<f8").view(np.uint8).reshape(-1, 8)
    data[:, 17:] = np.ascontiguousarray(y, "<f8").view(np.uint8).reshape(-1, 8)
    letters = np.empty((len(x), 50), np.uint8)
    letters[:, 0::2], letters[:, 1::2] = _HEX[data >> 4], _HEX[data & 15]
    plain = pa.FixedSizeBinaryArray.from_buffers(
        pa.binary(50), len(x), [None, pa.py_buffer(letters.tobytes())]
    )
    texts = plain.cast(pa.binary()).cast(pa.string())
    return pa.compute.if_else(pa.array(missing), pa.scalar(None, pa.string()), texts)
