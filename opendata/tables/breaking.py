"""What in a new state of a collection may stop a program that reads it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from opendata.tables.contract import Field
from opendata.tables.reading import Announcement


@dataclass(frozen=True)
class Breaking:
    """`revision` is the first that has it so. Empty: whoever reads the collection may go on as before."""

    revision: int
    dropped: tuple[Field, ...] = ()
    # A column under another name: before and after.
    renamed: tuple[tuple[Field, Field], ...] = ()
    retyped: tuple[tuple[Field, Field], ...] = ()
    # Kind of geometry before and after.
    geometry: tuple[str, str] | None = None
    # Still there, until a day.
    leaving: tuple[tuple[Field, datetime], ...] = ()
    # Was to leave, and stays.
    staying: tuple[Field, ...] = ()

    def __bool__(self) -> bool:
        return bool(
            self.dropped or self.renamed or self.retyped or self.geometry or self.leaving or self.staying
        )


def difference_of_form(
    before: Sequence[Field], after: Sequence[Field], geometry: tuple[str, str], revision: int
) -> Breaking:
    """Columns that a program no longer finds, or finds to be something else."""
    stood = {one.name: one for one in before}
    coming = {one.name: one for one in after}
    gone = [one for one in before if one.name not in coming]
    renamed = _renamed(gone, [one for one in after if one.name not in stood])
    moved = {old.name for old, _new in renamed}
    return Breaking(
        revision,
        dropped=tuple(one for one in gone if one.name not in moved),
        renamed=renamed,
        retyped=tuple(
            (stood[name], one)
            for name, one in coming.items()
            if name in stood and stood[name].type is not one.type
        ),
        geometry=geometry if geometry[0] != geometry[1] else None,
    )


def newly_announced(
    columns: Sequence[Field],
    told: Mapping[str, datetime],
    announcements: Sequence[Announcement],
    revision: int,
) -> Breaking:
    """Columns of which it is first said that they will go, and those of which it no longer is, though they stand.

    `told`: until when each column was said to stand.
    """
    leaving = {one.column: one.sunset_at for one in announcements if one.sunset_at > one.announced_at}
    now = timezone.now()
    return Breaking(
        revision,
        leaving=tuple(
            (one, leaving[one.name])
            for one in columns
            if one.name in leaving and told.get(one.name) != leaving[one.name]
        ),
        staying=tuple(
            one for one in columns if one.name not in leaving and one.name in told and told[one.name] > now
        ),
    )


def _renamed(gone: Sequence[Field], new: Sequence[Field]) -> tuple[tuple[Field, Field], ...]:
    """One that went and one that came, with the same type and the same words for people, and no second of either."""

    def looks(one: Field) -> tuple[str, tuple[tuple[str, str], ...]]:
        return one.type, tuple(sorted(one.titles.items()))

    pairs = []
    for old in gone:
        likely = [one for one in new if looks(one) == looks(old)]
        rivals = [one for one in gone if looks(one) == looks(old)]
        if old.titles and len(likely) == len(rivals) == 1:
            pairs.append((old, likely[0]))
    return tuple(pairs)
