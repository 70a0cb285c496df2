"""What a file was understood to be (Findings), what an editor decides (Decisions), and what was loaded.

All of it is frozen and goes into JSON and back (`to_json`, `from_json`), so that it can lie in a JSONField.
`opendata.ingest.reading` has the two verbs, both run from a task and open the file in a process of their own:

    inspect_file(path, name, *, boundary, decisions=None, progress=None, cancelled=None) -> Findings
    load_file(path, name, decisions, staging, *, progress=None, cancelled=None) -> LoadReport

`boundary` is a GEOSGeometry in EPSG:4326 or None; `decisions` may hold no more than a layer, an encoding or a
header row; `progress(share, stage)` is called with 0..1 and a Stage; `cancelled()` is asked between batches. Both raise
errors.FileRefused and errors.ReadingCancelled. `load_file` makes the table `staging` in the current schema.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Protocol

from opendata.ingest.codes import OF_FIRST_LOOK, Code, Kind, Personal, PositionMode, Stage
from opendata.ingest.labels import without_unit
from opendata.ingest.plain import Plain
from opendata.tables.contract import Field, FieldType, GeometryType


class Progress(Protocol):
    """Told how far a reading is."""

    def __call__(self, share: float, stage: Stage) -> None: ...


@dataclass(frozen=True)
class Layer(Plain):
    """A table within the file: a sheet, a layer; `rows` is None where it would have to be counted."""

    name: str
    rows: int | None = None
    geometry: GeometryType = GeometryType.NONE
    crs: str = ""


@dataclass(frozen=True)
class ColumnFinding(Plain):
    """A column. `source` is its label in the file, `occurrence` counts equal labels from 1."""

    source: str
    key: str
    type: FieldType
    occurrence: int = 1
    nulls: int = 0
    # Different values; beyond a limit only a lower bound.
    distinct: int = 0
    distinct_is_exact: bool = True
    examples: tuple[str, ...] = ()
    longest: int = 0
    unit: str = ""
    personal: Personal = Personal.NONE
    # Every row has a value, and each another: it can be the key.
    unique: bool = False
    # How numbers ("." or ",") and dates ("dmy" or "mdy") of the column are written.
    decimal: str = "."
    dates: str = "dmy"
    # Why its decimals are read so where its own values leave it open: as other columns of the "file", or by "custom".
    decimal_by: str = ""
    # Why its days are: "values" of the column say it, or "custom" alone; empty where no date leaves it open.
    dates_by: str = ""

    @property
    def leaves_order_open(self) -> bool:
        """Whether all of its days could as well have the month first."""
        return self.dates_by == "custom"

    @property
    def leaves_decimals_open(self) -> bool:
        """Whether all of its numbers could be of thousands or have decimals: 1.500."""
        return bool(self.decimal_by)


@dataclass(frozen=True)
class Position(Plain):
    """From what the rows' positions are made. `columns` are keys: (latitude, longitude), (x, y), or one."""

    mode: PositionMode = PositionMode.NONE
    columns: tuple[str, ...] = ()
    # None: not known, the editor is asked (problem crs_unknown) and positions stay empty until then.
    epsg: int | None = 4326
    # The name of a reference system that no EPSG code stands for (its WKT); wins over `epsg`.
    crs: str = ""
    swap: bool = False
    # Codes that would fit, the likeliest first; the editor may choose any other.
    candidates: tuple[int, ...] = ()
    metres_in_degrees: bool = False
    # Share of the rows with a position that lie in the town; None without a boundary or positions.
    inside: float | None = None


@dataclass(frozen=True)
class Problem(Plain):
    """Something wrong or noteworthy. `line` is the file's line, or the feature's number; None: the whole file."""

    code: Code
    line: int | None = None
    column: str = ""
    value: str = ""
    arguments: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True)
class Misfits(Plain):
    """Values of one column that did not fit, for one reason: how many in all, and the first different ones."""

    code: Code
    column: str
    count: int
    values: tuple[tuple[str, int], ...] = ()


@dataclass(frozen=True)
class Problems(Plain):
    """The first 1,000 in order of appearance, and how many of each code there are in all."""

    first: tuple[Problem, ...] = ()
    counts: dict[str, int] = field(default_factory=dict)
    # Of values that did not fit, what they were.
    misfits: tuple[Misfits, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.counts)

    def with_notes_of(self, looked: Problems) -> Problems:
        """With what only the first look at all values tells of columns."""
        notes = tuple(
            one for one in looked.first if one.code in OF_FIRST_LOOK and one.code not in self.counts
        )
        counts = {one.code.value: looked.counts[one.code.value] for one in notes}
        return replace(self, first=notes + self.first, counts=counts | self.counts)


@dataclass(frozen=True)
class Findings(Plain):
    """What a file was understood to be. Rows of `sample` are texts in the order of `columns`, null kept."""

    kind: Kind
    layers: tuple[Layer, ...] = ()
    layer: str = ""
    encoding: str = ""
    delimiter: str = ""
    # Number of the line with the column names, from 1; 0 where there is none.
    header_row: int = 1
    row_count: int = 0
    # Rows that would be published, were it loaded with Decisions.from_findings.
    kept: int = 0
    columns: tuple[ColumnFinding, ...] = ()
    position: Position = Position()
    geometry_type: GeometryType = GeometryType.NONE
    # West, south, east, north in EPSG:4326; None without positions.
    bounds: tuple[float, float, float, float] | None = None
    sample: tuple[tuple[str | None, ...], ...] = ()
    # Places of those rows of the sample that are left out.
    sample_aside: tuple[int, ...] = ()
    # Lines of rows at the end that are totals of the others; also where they are kept.
    total_rows: tuple[int, ...] = ()
    # Lines of rows at the end that are called so, and may be none; also where they are left out.
    doubtful_totals: tuple[int, ...] = ()
    # A FeatureCollection of at most 500 simplified features, without properties.
    preview: dict[str, Any] = field(default_factory=dict)
    problems: Problems = Problems()

    def totals_left_out(self, *, keep_totals: bool, leave_doubtful: bool) -> tuple[int, ...]:
        """Lines of the rows at the end that are not published."""
        totals = () if keep_totals else self.total_rows
        return tuple(sorted((*totals, *(self.doubtful_totals if leave_doubtful else ()))))


@dataclass(frozen=True)
class ColumnDecision(Plain):
    """What becomes of a column. `source` and `occurrence` say which one of the file is meant."""

    source: str
    key: str
    type: FieldType
    occurrence: int = 1
    titles: dict[str, str] = field(default_factory=dict)
    descriptions: dict[str, str] = field(default_factory=dict)
    unit: str = ""
    private: bool = False
    decimal: str = "."
    dates: str = "dmy"
    # The order that an editor chose ("dmy" or "mdy"); it counts for files whose values leave it open.
    chosen_dates: str = ""
    # And the mark of decimals ("," or "."), in the same way.
    chosen_decimal: str = ""

    @classmethod
    def from_finding(cls, column: ColumnFinding) -> ColumnDecision:
        """As found; what hints at a person is private until the editor says otherwise."""
        title = column.source.strip() or column.key
        return cls(
            source=column.source,
            key=column.key,
            type=column.type,
            occurrence=column.occurrence,
            titles={"el": title, "en": title},
            unit=column.unit,
            private=column.personal is not Personal.NONE,
            decimal=column.decimal,
            dates=column.dates,
        )

    def in_file(self, column: ColumnFinding) -> ColumnDecision:
        """The same decision for another state of the file, whose numbers and dates may be written otherwise."""
        chosen = self.chosen_dates if column.leaves_order_open else ""
        mark = self.chosen_decimal if column.leaves_decimals_open else ""
        return replace(self, decimal=mark or column.decimal, dates=chosen or column.dates)


@dataclass(frozen=True)
class Decisions(Plain):
    """How the file is to be read. Empty texts and None mean: as found."""

    layer: str = ""
    encoding: str = ""
    delimiter: str = ""
    header_row: int | None = None
    columns: tuple[ColumnDecision, ...] = ()
    # Keys of the columns that name a row; none: a row is named by its values.
    key_columns: tuple[str, ...] = ()
    position: Position | None = None
    # Totals at the end of a file are left out (their lines are in `total_rows`) unless the editor keeps them; rows
    # that are only called so are left out where the editor says it.
    keep_totals: bool = False
    leave_doubtful: bool = False
    total_rows: tuple[int, ...] = ()

    @classmethod
    def from_findings(cls, findings: Findings, earlier: Decisions | None = None) -> Decisions:
        """Everything as found; what was decided for an earlier state of the file stays, column by column.

        An editor's words survive a file in which a type is found otherwise; how its numbers and dates are
        written is taken from the new file, where that says it.
        """
        before = {(one.source, one.occurrence): one for one in earlier.columns} if earlier else {}
        columns = []
        for column in findings.columns:
            found = ColumnDecision.from_finding(column)
            kept = before.get((column.source, column.occurrence))
            columns.append(kept.in_file(column) if kept else found)
        keys = {column.key for column in columns}
        wanted = earlier.key_columns if earlier and set(earlier.key_columns) <= keys else ()
        keep, leave = (earlier.keep_totals, earlier.leave_doubtful) if earlier else (False, False)
        return cls(
            layer=findings.layer,
            encoding=findings.encoding,
            delimiter=findings.delimiter,
            header_row=findings.header_row,
            columns=tuple(columns),
            key_columns=wanted,
            position=findings.position,
            keep_totals=keep,
            leave_doubtful=leave,
            total_rows=findings.totals_left_out(keep_totals=keep, leave_doubtful=leave),
        )

    def public_columns(self) -> Sequence[ColumnDecision]:
        """The columns that are published, in the file's order: those of the staging table."""
        return [column for column in self.columns if not column.private]

    def fields(self) -> list[Field]:
        """The public columns as the shelf wants them."""
        return [
            Field(
                name=column.key,
                type=column.type,
                titles=without_unit(column.titles, column.unit),
                descriptions=column.descriptions,
                unit=column.unit,
            )
            for column in self.public_columns()
        ]


@dataclass(frozen=True)
class LoadReport(Plain):
    """What became of the rows: `rows` read, `kept` in staging, `set_aside` by code, `repaired` geometries."""

    rows: int = 0
    kept: int = 0
    set_aside: dict[str, int] = field(default_factory=dict)
    repaired: int = 0
    geometry_type: GeometryType = GeometryType.NONE
    bounds: tuple[float, float, float, float] | None = None
    problems: Problems = Problems()
