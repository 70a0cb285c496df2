"""All rows as CSV for PostgreSQL's COPY, on standard output."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.csv as pa_csv

from opendata.ingest.codes import SETS_ASIDE, Stage
from opendata.ingest.reader.messages import Messages
from opendata.ingest.reader.naming_rows import Names
from opendata.ingest.reader.opening import open_source
from opendata.ingest.reader.placing import as_hex, family
from opendata.ingest.reader.plans import Plan, PositionPlan, planned, wishes_of
from opendata.ingest.reader.preview import Preview
from opendata.ingest.reader.rows import Made, Maker
from opendata.ingest.reader.totals import without_totals
from opendata.ingest.reader.troubles import Troubles


def load(request: dict[str, Any], messages: Messages) -> dict[str, Any]:
    """Writes key, geometry and public columns; the report as `contract.LoadReport.from_json` takes it."""
    troubles = Troubles()
    decisions = request["decisions"]
    path, work = Path(request["path"]), Path(request["work"])
    rows = kept = repaired = 0
    preview = Preview()
    with open_source(path, request["name"], wishes_of(decisions), troubles, work) as source:
        plan = Plan(
            planned(decisions["columns"], source.labels),
            PositionPlan.from_json(decisions.get("position") or {}),
            list(decisions.get("key_columns") or []),
            request.get("zone", "UTC"),
            sorted(decisions.get("total_rows") or []),
        )
        maker, names = Maker(plan, troubles), Names(plan, troubles)
        public = [column.key for column in plan.columns if not column.private]
        out = Out(public)
        for chunk in source.chunks:
            rows += len(chunk)
            made = maker.make(without_totals(chunk, plan.total_rows, troubles)).kept()
            repaired += made.repaired
            kept += out.write(made, names, preview)
            messages.progress(source.done(), Stage.LOADING)
        out.close()
    aside = {
        code.value: troubles.counts[code.value] for code in sorted(SETS_ASIDE) if troubles.counts[code.value]
    }
    return {
        "rows": rows,
        "kept": kept,
        "set_aside": aside,
        "repaired": repaired,
        "geometry_type": family(maker.kinds, maker.several_points),
        "bounds": preview.bounds(),
        "problems": troubles.as_json(),
    }


class Out:
    """Standard output as CSV: null is nothing at all, an empty text is two quotes."""

    def __init__(self, public: list[str]) -> None:
        self.public = public
        self.sink = pa.PythonFile(sys.stdout.buffer, mode="w")
        self.options = pa_csv.WriteOptions(include_header=False)
        self.writer: Any = None

    def write(self, made: Made, names: Names, preview: Preview) -> int:
        """One chunk; the number of rows that were written."""
        if not len(made.lines):
            return 0
        shapes = as_hex(made.shapes)
        keep, keys = names.name(made, shapes)
        preview.add(made.shapes[keep])
        arrays = [keys, shapes, *(made.columns[key] for key in self.public)]
        batch = pa.RecordBatch.from_arrays(arrays, names=[f"c{number}" for number in range(len(arrays))])
        if not keep.all():
            batch = batch.filter(pa.array(keep))
        if self.writer is None:
            self.writer = pa_csv.CSVWriter(self.sink, batch.schema, write_options=self.options)
        self.writer.write_batch(batch)
        return int(batch.num_rows)

    def close(self) -> None:
        """All is written."""
        if self.writer is not None:
            self.writer.close()
        sys.stdout.buffer.flush()
