"""Columns of a newer file that go on under a published column's key, though the file calls them otherwise."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

from opendata.ingest.contract import ColumnDecision, ColumnFinding
from opendata.ingest.matching import earlier_decisions, free_key, standing_fields
from opendata.ingest.models import Upload
from opendata.tables.contract import Field, FieldType


@dataclass(frozen=True)
class Renamed:
    """`field` is published, `column` stands at `place` of the file in its stead; `found` is it as it came."""

    field: Field
    column: ColumnDecision
    place: int
    found: ColumnFinding

    def taken_back(self, others: Collection[str]) -> ColumnDecision:
        """A column of its own again, as it was found; `others` are the keys of all other columns."""
        own = ColumnDecision.from_finding(self.found)
        return replace(own, key=free_key(own.key, {key.lower() for key in others}))


def fits(column: ColumnDecision, field: Field) -> bool:
    """Whether all of its values can stand in the published column as they are."""
    widens = (column.type, field.type) == (FieldType.INTEGER, FieldType.NUMBER)
    return field.type in (column.type, FieldType.TEXT) or widens


def renamed_columns(upload: Upload) -> list[Renamed]:
    """Those that an editor gave a published column's key; not those that have it by their own name."""
    standing = {field.name: field for field in standing_fields(upload.dataset)} if upload.is_new_state else {}
    earlier = earlier_decisions(upload.dataset) if standing else None
    known = {(one.source, one.occurrence, one.key) for one in earlier.columns} if earlier else set()
    found = {(one.source, one.occurrence): one for one in (upload.found.columns if upload.found else ())}
    return [
        Renamed(standing[column.key], column, place, found[column.source, column.occurrence])
        for place, column in enumerate(upload.decided.columns)
        if not column.private
        and column.key in standing
        and (column.source, column.occurrence, column.key) not in known
        and (column.source, column.occurrence) in found
        and found[column.source, column.occurrence].key != column.key
    ]


def values_lost(upload: Upload, column: ColumnDecision) -> int:
    """How many of its values do not fit its type, and would be empty."""
    return sum(one.count for one in upload.problems.misfits if one.column == column.source)
