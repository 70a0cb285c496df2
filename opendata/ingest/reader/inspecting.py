"""A first look at every value, then a rehearsal of the loading: together they are the findings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from opendata.ingest.codes import Code, Stage
from opendata.ingest.reader.chunks import Chunk
from opendata.ingest.reader.deciding import DATE, DATETIME, INTEGER, NUMBER
from opendata.ingest.reader.doubts import Doubts
from opendata.ingest.reader.empties import nothing_at_all, tell_of_empties
from opendata.ingest.reader.finding import Finder, share_inside
from opendata.ingest.reader.looking import READING_SHARE, Seen, look_through, plans_of, tell_of_headers
from opendata.ingest.reader.messages import Messages
from opendata.ingest.reader.naming_rows import Names
from opendata.ingest.reader.oddities import Oddities
from opendata.ingest.reader.opening import open_source
from opendata.ingest.reader.placing import as_hex, family
from opendata.ingest.reader.plans import ColumnPlan, Plan, PositionPlan, occurrences, planned, wishes_of
from opendata.ingest.reader.preview import Preview
from opendata.ingest.reader.rows import Made, Maker
from opendata.ingest.reader.spooling import Spool
from opendata.ingest.reader.totals import without_totals
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.watching import EXAMPLE_CHARACTERS, EXAMPLES, Watch

FAR = 0.5


def inspect(request: dict[str, Any], messages: Messages) -> dict[str, Any]:
    """Findings as `contract.Findings.from_json` takes them. Raises FileRefused."""
    work = Path(request["work"])
    troubles = Troubles()
    decisions = request.get("decisions") or {}
    boundary = shapely.from_wkb(bytes.fromhex(request["boundary"])) if request.get("boundary") else None
    spool = Spool(work / "spool.arrow")
    path = Path(request["path"])
    with open_source(path, request["name"], wishes_of(decisions), troubles, work) as source:
        seen = look_through(
            source,
            spool,
            messages,
            keep_totals=bool(decisions.get("keep_totals")),
            leave_doubtful=bool(decisions.get("leave_doubtful")),
        )
        seen.no_columns = nothing_at_all(seen, decisions.get("columns") or [])
        tell_of_headers(source, seen.no_columns, troubles)
        tell_of_empties(seen, seen.no_columns, troubles)
        seen.ends.tell(troubles, seen.tail, seen.left_out)
        plan = _plan(seen, spool, Context(troubles, boundary, decisions, request.get("zone", "UTC")))
        rehearsal = Rehearsal(plan, boundary, troubles, seen.sample.lines)
        oddities = Oddities(plan.columns, seen.decided, plan.zone)
        doubts = Doubts(plan.columns, seen.decided, seen.watches, plan.zone)
        for whole in spool.chunks(lambda share: _checking(messages, share)):
            chunk = without_totals(whole, plan.total_rows, troubles)
            rehearsal.take(chunk)
            oddities.take(chunk)
            doubts.take(chunk)
        rehearsal.finish()
        oddities.tell(troubles)
        doubts.tell(troubles)
        _tell_of_dates(plan, seen, troubles)
    return _findings(seen, plan, rehearsal, troubles)


def _checking(messages: Messages, share: float) -> None:
    messages.progress(READING_SHARE + (1 - READING_SHARE) * share, Stage.CHECKING)


def _tell_of_dates(plan: Plan, seen: Seen, troubles: Troubles) -> None:
    for column in plan.columns:
        if (
            column.place is not None
            and column.type in (DATE, DATETIME)
            and seen.decided[column.place].american
        ):
            troubles.add(Code.AMERICAN_DATES, column=column.label)


@dataclass
class Context:
    """What besides the file itself decides how it is read."""

    troubles: Troubles
    boundary: Any | None
    decisions: dict[str, Any]
    zone: str


def _plan(seen: Seen, spool: Spool, context: Context) -> Plan:
    found = plans_of(seen)
    decisions, troubles = context.decisions, context.troubles
    columns = _with_decisions(found, decisions.get("columns") or [], seen, troubles)
    given = decisions.get("position")
    if given is not None and set(given.get("columns") or []) <= {column.key for column in columns}:
        position = PositionPlan.from_json(given)
    else:
        finder = Finder(columns, seen.watches, context.boundary, troubles)
        finder.nearly = {place for place, one in enumerate(seen.decided) if one.nearly in (INTEGER, NUMBER)}
        has_geometry, crs = seen.source.has_geometry, seen.source.crs
        position = finder.find(spool.chunks, has_geometry=has_geometry, crs=crs, rows=seen.rows)
    columns = [column for column in columns if column.place not in seen.no_columns]
    return Plan(columns, position, list(decisions.get("key_columns") or []), context.zone, seen.left_out)


def _with_decisions(
    found: list[ColumnPlan], decided: list[dict[str, Any]], seen: Seen, troubles: Troubles
) -> list[ColumnPlan]:
    """In the file's order: what was decided where something was, else what was found."""
    if not decided:
        return found
    given = planned(decided, seen.source.labels)
    by_place = {column.place: column for column in given if column.place is not None}
    for column in given:
        if column.place is None:
            troubles.add(Code.COLUMN_GONE, column=column.label)
    columns = []
    for column, of_values in zip(found, seen.decided, strict=True):
        known = by_place.get(column.place or 0)
        if known is None and column.place not in seen.no_columns:
            troubles.add(Code.COLUMN_NEW, column=column.label)
        elif known is not None:
            chosen = known.chosen_dates if of_values.dates_by == "custom" else ""
            known.dates = chosen or column.dates
            known.decimal = (known.chosen_decimal if of_values.decimal_by else "") or column.decimal
        columns.append(known or column)
    return columns


class Rehearsal:
    """Does all that loading does but the writing."""

    def __init__(self, plan: Plan, boundary: Any | None, troubles: Troubles, shown: list[int]) -> None:
        self.plan, self.boundary, self.troubles = plan, boundary, troubles
        self.maker = Maker(plan, troubles)
        self.names = Names(plan, troubles) if plan.key_columns else None
        self.preview = Preview()
        self.kept = 0
        # Of the lines that are shown, those whose rows are left out.
        self.shown, self.aside = shown, set[int]()
        self.inside = self.placed = 0
        if boundary is not None:
            shapely.prepare(boundary)

    def take(self, chunk: Chunk) -> None:
        """One chunk."""
        made = self.maker.make(chunk)
        made = made.kept()
        if self.names is not None and len(made.lines):
            keep, _keys = self.names.name(made, as_hex(made.shapes))
            made = Made(made.lines, made.columns, made.shapes, keep).kept()
        self.kept += len(made.lines)
        if self.shown and len(chunk) and chunk.lines[0] <= self.shown[-1]:
            self.aside |= set(self.shown) & (set(chunk.lines.tolist()) - set(made.lines.tolist()))
        self.preview.add(made.shapes)
        if self.boundary is not None and not self.boundary.is_empty:
            inside, placed = share_inside(self.boundary, made.shapes)
            self.inside += inside
            self.placed += placed

    def finish(self) -> None:
        """What only the whole tells."""
        if not self.placed:
            return
        share = self.inside / self.placed
        self.plan.position.inside = round(share, 4)
        if share < FAR:
            self.troubles.add(Code.FAR_FROM_TOWN, share=max(round(share * 100), int(share > 0)))


def _findings(seen: Seen, plan: Plan, rehearsal: Rehearsal, troubles: Troubles) -> dict[str, Any]:
    source = seen.source
    maker = rehearsal.maker
    return {
        "kind": source.kind.value,
        "layers": [asdict(layer) for layer in source.layers],
        "layer": source.layer,
        "encoding": source.encoding,
        "delimiter": source.delimiter,
        "header_row": source.header_row,
        "row_count": seen.rows,
        "kept": rehearsal.kept,
        "columns": _columns(seen),
        "position": asdict(plan.position),
        "geometry_type": family(maker.kinds, maker.several_points),
        "bounds": rehearsal.preview.bounds(),
        "sample": [_without(row, seen.no_columns) for row in seen.sample.rows],
        "sample_aside": [at for at, line in enumerate(seen.sample.lines) if line in rehearsal.aside],
        "total_rows": seen.ends.totals,
        "doubtful_totals": seen.ends.doubtful,
        "preview": rehearsal.preview.as_geojson(),
        "problems": troubles.as_json(),
    }


def _columns(seen: Seen) -> list[dict[str, Any]]:
    numbers = occurrences(seen.source.labels)
    return [
        {
            "source": label,
            "key": seen.keys[place],
            "type": decided.type,
            "occurrence": numbers[place],
            "nulls": watch.nulls,
            "distinct": len(watch.distinct),
            "distinct_is_exact": watch.distinct_is_exact,
            "examples": _examples(watch),
            "longest": int(watch.longest),
            "unit": decided.unit,
            "personal": decided.personal.value,
            "unique": watch.is_unique(),
            "decimal": decided.decimal,
            "decimal_by": decided.decimal_by,
            "dates": decided.dates,
            "dates_by": decided.dates_by,
        }
        for place, (label, watch, decided) in enumerate(
            zip(seen.source.labels, seen.watches, seen.decided, strict=True)
        )
        if place not in seen.no_columns
    ]


def _without(row: list[str | None], places: frozenset[int]) -> list[str | None]:
    return [cell for place, cell in enumerate(row) if place not in places]


def _examples(watch: Watch) -> list[str]:
    some = list(watch.distinct)[:EXAMPLES]
    return [_written(value)[:EXAMPLE_CHARACTERS] for value in some]


def _written(value: Any) -> str:
    if isinstance(value, float) and np.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)
