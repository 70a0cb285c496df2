"""How alike a newer file's columns are to the published ones that they may be: the same values in how many rows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from opendata.ingest.contract import ColumnDecision
from opendata.ingest.matching import match_columns
from opendata.ingest.models import Upload
from opendata.ingest.renaming import fits, renamed_columns
from opendata.tables.contract import Field
from opendata.tables.resembling import resemblance


@dataclass(frozen=True)
class Likeness:
    """Of `rows` that both states have by their key, `same` have the same value in both columns."""

    same: int
    rows: int

    @property
    def other(self) -> int:
        """Rows with another value."""
        return self.rows - self.same


def likeness_to_json(upload: Upload, name: str) -> dict[str, Any]:
    """Of each published column that the file lacks and each new one whose values can stand in it. Rows are staged.

    Those too that were taken for another one already: that can be taken back.
    """
    match = match_columns(upload)
    asked = [*match.gone, *(one.field for one in renamed_columns(upload))]
    pairs = [(field, column) for field in asked for column in match.added if fits(column, field)]
    found = resemblance(name, upload.staging, [(field, column.key) for field, column in pairs])
    return {"rows": found.rows, "same": [[*pair, count] for pair, count in found.same.items()]}


def likeness_of(upload: Upload, field: Field, column: ColumnDecision) -> Likeness | None:
    """None where nothing can be said: no row is known again, or the values are written otherwise in another type."""
    if column.key == field.name:
        return _of_standing(upload, field, column)
    told = upload.comparison.get("alike", {})
    same = {(one, other): count for one, other, count in told.get("same", [])}.get((field.name, column.key))
    if same is None or not told["rows"]:
        return None
    found = Likeness(same, told["rows"])
    return found if column.type is field.type or not found.other else None


def _of_standing(upload: Upload, field: Field, column: ColumnDecision) -> Likeness | None:
    """Of a column that was taken for the published one already: they were compared with all others."""
    rows = upload.comparison.get("kept", 0)
    if not rows or not upload.is_compared or column.type is not field.type:
        return None
    return Likeness(rows - dict(upload.comparison["changed_in"]).get(field.name, 0), rows)
