"""A newer file's columns beside those that are published."""

from __future__ import annotations

import re
from collections.abc import Collection as Names
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from cms.kit.folding import fold
from opendata.catalog.models import Dataset
from opendata.ingest.choices import Farewell, UploadState
from opendata.ingest.codes import Code, PositionMode
from opendata.ingest.contract import ColumnDecision, Decisions, Findings, Position
from opendata.ingest.models import StandingDecisions, Upload
from opendata.tables.contract import Field
from opendata.tables.models import Collection
from opendata.tables.shelf.history import past_columns
from opendata.tables.shelf.names import column_name

UNSURE = frozenset({Code.CRS_GUESSED.value, Code.CRS_MISSING.value, Code.CRS_UNKNOWN.value})

# What departments call the number by which they know a thing; compared without accents and case.
NAMES_A_ROW = re.compile(
    r"(^|[^a-z])(id|nr|no|code|number|ref|reference)$|^(id|code|ref)([^a-z]|$)|κωδικ|^αρ(ιθμοσ|\.)|^α/α$|μητρωο"
)
GIVEN_OUT_ANEW = re.compile(r"object_?id|^(ogc_?f|o|g|f)id$|global ?id|guid|uuid|rowid")


@dataclass(frozen=True)
class ColumnMatch:
    """Published columns beside those that would be: `gone` breaks programs, and `retyped` too."""

    gone: tuple[Field, ...] = ()
    added: tuple[ColumnDecision, ...] = ()
    retyped: tuple[tuple[Field, ColumnDecision], ...] = ()

    def breaks(self, announced: Names[str] = ()) -> bool:
        """Whether a program that reads the dataset may stop working; not by what stands empty as `announced`."""
        return bool(self.retyped) or any(field.name not in announced for field in self.gone)


def standing_fields(dataset: Dataset | None) -> Sequence[Field]:
    """The published columns; none of a dataset without rows."""
    collection = Collection.objects.filter(dataset=dataset).first() if dataset is not None else None
    return collection.columns if collection is not None else ()


def earlier_decisions(dataset: Dataset | None) -> Decisions | None:
    """What was decided when the dataset was published last."""
    if dataset is None:
        return None
    kept = StandingDecisions.objects.filter(dataset=dataset).first()
    return Decisions.from_json(kept.decisions) if kept else None


def match_columns(upload: Upload) -> ColumnMatch:
    """Nothing for a new dataset."""
    if not upload.is_new_state:
        return ColumnMatch()
    standing = {field.name: field for field in standing_fields(upload.dataset)}
    coming = {column.key: column for column in upload.decided.public_columns()}
    return ColumnMatch(
        gone=tuple(field for name, field in standing.items() if name not in coming),
        added=tuple(column for key, column in coming.items() if key not in standing),
        retyped=tuple(
            (field, coming[name])
            for name, field in standing.items()
            if name in coming and coming[name].type is not field.type
        ),
    )


def made_private(upload: Upload) -> list[ColumnDecision]:
    """Private columns that are public in the standing state, or in an earlier one that can still be asked for."""
    private = [column for column in upload.decided.columns if column.private]
    collection = Collection.objects.filter(dataset=upload.dataset).first() if upload.is_new_state else None
    if collection is None or not private:
        return []
    published = Upload.objects.filter(
        dataset=upload.dataset, state=UploadState.PUBLISHED, revision__gte=collection.oldest_revision
    ).order_by()
    known = [Decisions.from_json(entry) for entry in published.values_list("decisions", flat=True).distinct()]
    last = earlier_decisions(upload.dataset)
    known += [last] if last is not None else []
    standing = {field.name for field in collection.columns} if last is None else set()
    if not published.filter(revision=collection.oldest_revision).exists():
        # Uploads are forgotten sooner than states may be: what was decided then is told by the columns.
        gone = {column_name(column.key) for column in private} & set(past_columns(collection.name))
        present = {field.name for field in collection.columns}
        standing |= {one.key for one in private if column_name(one.key) in gone and one.key not in present}
    return [
        column
        for column in private
        if column.key in standing or any(_was_public(column, decisions) for decisions in known)
    ]


def _was_public(column: ColumnDecision, decisions: Decisions) -> bool:
    """By the file's name for it; by its key where that file called it otherwise."""
    same = [
        one for one in decisions.columns if (one.source, one.occurrence) == (column.source, column.occurrence)
    ]
    if same:
        return any(not one.private for one in same)
    return any(one.key == column.key for one in decisions.public_columns())


def kept_fields(upload: Upload) -> list[Field]:
    """Published columns that the file no longer has and that stay for now, empty."""
    return [
        field
        for field in match_columns(upload).gone
        if upload.farewells.get(field.name, Farewell.KEEP) == Farewell.KEEP
    ]


def fields_of(upload: Upload) -> list[Field]:
    """The columns as they would be published: in the order that stands, what is new behind it in the file's order.

    In another order every row would read otherwise, and count as changed.
    """
    coming = {field.name: field for field in (*upload.decided.fields(), *kept_fields(upload))}
    standing = standing_fields(upload.dataset) if upload.is_new_state else ()
    first = [coming.pop(field.name) for field in standing if field.name in coming]
    return [*first, *coming.values()]


def first_decisions(findings: Findings, earlier: Decisions | None) -> Decisions:
    """What the editor starts from: as found, with what was decided before."""
    decisions = Decisions.from_findings(findings, earlier)
    columns = _with_own_keys(decisions.columns, earlier)
    renamed = {found.key: column.key for found, column in zip(findings.columns, columns, strict=True)}
    found_position = replace(
        findings.position, columns=tuple(renamed.get(key, key) for key in findings.position.columns)
    )
    position = _position(findings, found_position, earlier, {column.key for column in columns})
    keys = {column.key for column in columns}
    if earlier is None:
        wanted = _likely_key(findings, columns)
    else:
        wanted = earlier.key_columns if set(earlier.key_columns) <= keys else ()
    return replace(decisions, columns=columns, position=position, key_columns=wanted)


def _likely_key(findings: Findings, columns: Sequence[ColumnDecision]) -> tuple[str, ...]:
    """A column that names its row by all signs. Numbers that programs give out anew at each export are none."""
    for found, column in zip(findings.columns, columns, strict=True):
        name = fold(re.sub(r"([a-z])([A-Z])", r"\1 \2", found.source))
        if (
            found.unique
            and not column.private
            and NAMES_A_ROW.search(name)
            and not GIVEN_OUT_ANEW.search(name)
        ):
            return (column.key,)
    return ()


def _with_own_keys(
    columns: Sequence[ColumnDecision], earlier: Decisions | None
) -> tuple[ColumnDecision, ...]:
    """A key that an editor once gave to a column is that column's, however a new one would be called."""
    known = {(one.source, one.occurrence) for one in earlier.columns} if earlier else set()
    ordered = sorted(columns, key=lambda column: (column.source, column.occurrence) not in known)
    taken: set[str] = set()
    keys: Mapping[tuple[str, int], str] = {
        (column.source, column.occurrence): free_key(column.key, taken) for column in ordered
    }
    return tuple(replace(column, key=keys[column.source, column.occurrence]) for column in columns)


def free_key(key: str, taken: set[str]) -> str:
    """The key, or one with a number where another column has it; it counts as taken from then on."""
    free, number = key, 1
    while free.lower() in taken:
        number += 1
        free = f"{key[:52]}_{number}"
    taken.add(free.lower())
    return free


def _position(findings: Findings, found: Position, earlier: Decisions | None, keys: set[str]) -> Position:
    """The file's own word on its coordinate system counts; where it has none, what was decided before does."""
    before = earlier.position if earlier else None
    if before is None:
        return found
    if before.mode is PositionMode.NONE:
        # No columns of positions were decided on purpose.
        return replace(found, mode=PositionMode.NONE, columns=())
    if not set(before.columns) <= keys or (before.mode is not found.mode and _says_so(found, before)):
        return found
    unsure = found.epsg is None or bool(UNSURE & set(findings.problems.counts))
    if found.mode is PositionMode.GEOMETRY and not unsure:
        return found
    return replace(
        found, mode=before.mode, columns=before.columns, epsg=before.epsg, crs=before.crs, swap=before.swap
    )


def _says_so(found: Position, before: Position) -> bool:
    """The file itself shows that it is read in another way: by shapes, or by what now stands in the same columns."""
    return PositionMode.GEOMETRY in (found.mode, before.mode) or set(found.columns) == set(before.columns)


def places_otherwise(one: Position, other: Position) -> bool:
    """Whether rows would stand elsewhere."""
    return any(
        getattr(one, name) != getattr(other, name) for name in ("mode", "columns", "epsg", "crs", "swap")
    )
