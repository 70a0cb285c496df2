"""A first look at every value, then a rehearsal of the loading: together they are the findings."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely

from opendata.ingest.codes import Code, Personal, Stage
from opendata.ingest.reader.chunks import Chunk, Source
from opendata.ingest.reader.deciding import INTEGER, NUMBER, TEXT, Decided, decide, writes_commas
from opendata.ingest.reader.finding import Finder, is_coordinate, share_inside
from opendata.ingest.reader.keys import keys_of
from opendata.ingest.reader.messages import Messages
from opendata.ingest.reader.naming_rows import Names
from opendata.ingest.reader.oddities import Oddities
from opendata.ingest.reader.opening import open_source
from opendata.ingest.reader.persons import beside_surnames
from opendata.ingest.reader.placing import as_hex, family
from opendata.ingest.reader.plans import ColumnPlan, Plan, PositionPlan, occurrences, planned, wishes_of
from opendata.ingest.reader.preview import Preview
from opendata.ingest.reader.rows import Made, Maker
from opendata.ingest.reader.spooling import Spool
from opendata.ingest.reader.troubles import Troubles
from opendata.ingest.reader.values import as_text
from opendata.ingest.reader.watching import EXAMPLE_CHARACTERS, EXAMPLES, Watch, Watches

SAMPLE_ROWS = 20
SAMPLE_CHARACTERS = 300
FAR = 0.5
# Reading takes this share of the time, checking the rest.
READING_SHARE = 0.6


@dataclass
class Seen:
    """What the first look found."""

    source: Source
    watches: list[Watch]
    decided: list[Decided]
    keys: list[str]
    rows: int
    sample: list[list[str | None]]


def inspect(request: dict[str, Any], messages: Messages) -> dict[str, Any]:
    """Findings as `contract.Findings.from_json` takes them. Raises FileRefused."""
    work = Path(request["work"])
    troubles = Troubles()
    decisions = request.get("decisions") or {}
    boundary = shapely.from_wkb(bytes.fromhex(request["boundary"])) if request.get("boundary") else None
    spool = Spool(work / "spool.arrow")
    path = Path(request["path"])
    with open_source(path, request["name"], wishes_of(decisions), troubles, work) as source:
        seen = _look(source, spool, troubles, messages)
        spool.close()
        plan = _plan(seen, spool, Context(troubles, boundary, decisions, request.get("zone", "UTC")))
        rehearsal = Rehearsal(plan, boundary, troubles)
        oddities = Oddities(plan.columns, seen.decided, plan.zone)
        for chunk in spool.chunks(lambda share: _checking(messages, share)):
            rehearsal.take(chunk)
            oddities.take(chunk)
        rehearsal.finish()
        oddities.tell(troubles)
    return _findings(seen, plan, rehearsal, troubles)


def _checking(messages: Messages, share: float) -> None:
    messages.progress(READING_SHARE + (1 - READING_SHARE) * share, Stage.CHECKING)


def _look(source: Source, spool: Spool, troubles: Troubles, messages: Messages) -> Seen:
    watches = Watches(len(source.labels))
    sample: list[list[str | None]] = []
    rows = 0
    for chunk in source.chunks:
        watches.look(chunk.columns)
        spool.put(chunk)
        rows += len(chunk)
        if len(sample) < SAMPLE_ROWS:
            sample.extend(_sample(chunk, SAMPLE_ROWS - len(sample)))
        messages.progress(source.done() * READING_SHARE, Stage.READING)
    labelled = list(zip(watches.columns, source.labels, strict=True))
    commas = [writes_commas(watch) for watch in watches.columns]
    # Nobody's budget is written as the coordinates beside it are.
    by_people = [0 if is_coordinate(label) else one for one, (_, label) in zip(commas, labelled, strict=True)]
    plain, of_amounts = (
        sum(votes) > 0 or (sum(votes) == 0 and source.delimiter == ";") for votes in (commas, by_people)
    )
    decided = [decide(watch, label, of_amounts if watch.amounts else plain) for watch, label in labelled]
    for place in beside_surnames(source.labels):
        if decided[place].type == TEXT and decided[place].personal is Personal.NONE:
            decided[place].personal = Personal.NAME
    _tell_of_headers(source, troubles)
    for one, label in zip(decided, source.labels, strict=True):
        if one.american:
            troubles.add(Code.AMERICAN_DATES, column=label)
    return Seen(source, watches.columns, decided, keys_of(source.labels), rows, sample)


def _sample(chunk: Chunk, count: int) -> list[list[str | None]]:
    columns = [as_text(column.slice(0, count)).to_pylist() for column in chunk.columns]
    if not columns:
        return [[] for _row in range(min(count, len(chunk)))]
    return [
        [None if cell is None else cell[:SAMPLE_CHARACTERS] for cell in row]
        for row in zip(*columns, strict=True)
    ]


def _tell_of_headers(source: Source, troubles: Troubles) -> None:
    for label in dict.fromkeys(source.labels):
        count = source.labels.count(label) if len(source.labels) < 2000 else 1
        if label and count > 1:
            troubles.add(Code.HEADER_REPEATED, source.header_row or None, column=label, count=count)
    if source.header_row > 0:
        for place, label in enumerate(source.labels, start=1):
            if not label:
                troubles.add(Code.HEADER_EMPTY, source.header_row, place=place)


@dataclass
class Context:
    """What besides the file itself decides how it is read."""

    troubles: Troubles
    boundary: Any | None
    decisions: dict[str, Any]
    zone: str


def _plan(seen: Seen, spool: Spool, context: Context) -> Plan:
    found = [
        ColumnPlan(place, label, key, one.type, one.decimal, one.dates)
        for place, (label, key, one) in enumerate(
            zip(seen.source.labels, seen.keys, seen.decided, strict=True)
        )
    ]
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
    return Plan(columns, position, list(decisions.get("key_columns") or []), context.zone)


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
        if known is None:
            troubles.add(Code.COLUMN_NEW, column=column.label)
        else:
            chosen = known.chosen_dates if of_values.dates_by == "custom" else ""
            known.decimal, known.dates = column.decimal, chosen or column.dates
        columns.append(known or column)
    return columns


class Rehearsal:
    """Does all that loading does but the writing."""

    def __init__(self, plan: Plan, boundary: Any | None, troubles: Troubles) -> None:
        self.plan, self.boundary, self.troubles = plan, boundary, troubles
        self.maker = Maker(plan, troubles)
        self.names = Names(plan, troubles) if plan.key_columns else None
        self.preview = Preview()
        self.kept = 0
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
            self.troubles.add(Code.FAR_FROM_TOWN, share=round(share * 100))


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
        "sample": seen.sample,
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
            "dates": decided.dates,
            "dates_by": decided.dates_by,
        }
        for place, (label, watch, decided) in enumerate(
            zip(seen.source.labels, seen.watches, seen.decided, strict=True)
        )
    ]


def _examples(watch: Watch) -> list[str]:
    some = list(watch.distinct)[:EXAMPLES]
    return [_written(value)[:EXAMPLE_CHARACTERS] for value in some]


def _written(value: Any) -> str:
    if isinstance(value, float) and np.isfinite(value) and value.is_integer():
        return str(int(value))
    return str(value)
