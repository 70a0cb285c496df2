"""From a chunk of the file to rows as they are published: typed values, a shape, and what was wrong."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc
import shapely

from opendata.ingest.codes import Code
from opendata.ingest.reader import values
from opendata.ingest.reader.chunks import LONGEST_CELL, Chunk
from opendata.ingest.reader.finding import floats_of
from opendata.ingest.reader.placing import (
    Placed,
    parse_numbers,
    parse_text,
    parse_wkb,
    place,
    single_points,
)
from opendata.ingest.reader.plans import ColumnPlan, Plan
from opendata.ingest.reader.systems import ToDegrees
from opendata.ingest.reader.troubles import Troubles


@dataclass
class Made:
    """Rows that go on: `columns` by key, `shapes` in EPSG:4326 (None for none)."""

    lines: Any
    columns: dict[str, pa.Array]
    shapes: Any
    keep: Any
    repaired: int = 0

    def kept(self) -> Made:
        """Without the rows that were set aside."""
        if self.keep.all():
            return self
        mask = pa.array(self.keep)
        return Made(
            self.lines[self.keep],
            {key: column.filter(mask) for key, column in self.columns.items()},
            self.shapes[self.keep],
            np.ones(int(self.keep.sum()), bool),
            self.repaired,
        )


class Maker:
    """Makes rows of one file, chunk by chunk."""

    def __init__(self, plan: Plan, troubles: Troubles) -> None:
        self.plan, self.troubles = plan, troubles
        self.to_degrees = ToDegrees(plan.position.epsg, plan.position.crs, swap=plan.position.swap)
        self.kinds: set[int] = set()
        self.several_points = False
        wanted = [column for column in plan.columns if not column.private or column.key in plan.key_columns]
        self.wanted = [column for column in wanted if column.place is not None]
        self.gone = [column for column in wanted if column.place is None]

    def make(self, chunk: Chunk) -> Made:
        """Values that do not fit become null and are told; rows that cannot be placed are set aside."""
        placed = self._place(chunk)
        columns = {column.key: self._typed(chunk, column) for column in self.wanted}
        for column in self.gone:
            columns[column.key] = pa.nulls(len(chunk), values.ARROW_TYPES.get(column.type, pa.string()))
        self._note_kinds(placed.shapes[~placed.aside])
        return Made(chunk.lines, columns, placed.shapes, ~placed.aside, placed.repaired)

    def _typed(self, chunk: Chunk, column: ColumnPlan) -> pa.Array:
        assert column.place is not None
        source = chunk.columns[column.place]
        typed = values.convert(
            source, column.type, decimal=column.decimal, order=column.dates, zone=self.plan.zone
        )
        if len(typed.bad):
            self._tell(chunk, column, source, typed)
        return typed.values

    def _tell(self, chunk: Chunk, column: ColumnPlan, source: pa.Array, typed: values.Typed) -> None:
        count = len(typed.bad)
        bad = source.take(pa.array(typed.bad))
        some = bad.slice(0, 1000)
        if typed.code is Code.CELL_TOO_LONG:
            for line, text in zip(chunk.lines[typed.bad], some.to_pylist(), strict=False):
                self.troubles.add(typed.code, line, column=column.label, length=len(text), limit=LONGEST_CELL)
            return
        written = some if pa.types.is_floating(some.type) else values.as_text(some)
        counted = pc.value_counts(bad if pa.types.is_floating(bad.type) else values.as_text(bad))
        self.troubles.count_values(
            typed.code, column.label, zip(*(counted.field(part).to_pylist() for part in (0, 1)), strict=True)
        )
        self.troubles.add_many(
            typed.code, chunk.lines[typed.bad], written.to_pylist(), column=column.label, count=count
        )

    def _place(self, chunk: Chunk) -> Placed:
        position = self.plan.position
        count = len(chunk)
        if not position.is_known:
            return Placed(np.full(count, None, object), np.zeros(count, bool))
        shapes, bad = self._shapes(chunk)
        missing = shapely.is_missing(shapes) | shapely.is_empty(shapes)
        unplaced = missing & ~bad
        if unplaced.any():
            lines = chunk.lines[unplaced]
            self.troubles.add_many(Code.NO_POSITION, lines, [""] * min(len(lines), 1000), count=len(lines))
        placed = place(single_points(shapes), self.to_degrees, chunk.lines, self.troubles)
        placed.aside |= bad
        return placed

    def _shapes(self, chunk: Chunk) -> tuple[Any, Any]:
        position = self.plan.position
        nothing = np.zeros(len(chunk), bool)
        if position.mode == "geometry":
            if chunk.geometry is None:
                return np.full(len(chunk), None, object), nothing
            return parse_wkb(chunk.geometry, chunk.lines, self.troubles)
        columns = [self.plan.by_key(key) for key in position.columns]
        present = [column for column in columns if column is not None and column.place is not None]
        if position.mode in ("wkt", "ewkb") and len(present) == 1:
            text = values.as_text(chunk.columns[present[0].place or 0])
            shapes, _srid = parse_text(text, position.mode, chunk.lines, present[0].label, self.troubles)
            return shapes, nothing
        if position.mode in ("latlon", "xy") and len(present) == 2:
            first, second = (floats_of(chunk, column) for column in present)
            x, y = (second, first) if position.mode == "latlon" else (first, second)
            return parse_numbers(x, y), nothing
        return np.full(len(chunk), None, object), nothing

    def _note_kinds(self, shapes: Any) -> None:
        kinds = {int(kind) for kind in np.unique(shapely.get_type_id(shapes))} - {-1}
        self.kinds |= kinds
        self.several_points = self.several_points or shapely.GeometryType.MULTIPOINT in kinds
