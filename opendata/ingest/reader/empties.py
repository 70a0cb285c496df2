"""Columns without any value: those without a name too, which separators at the end of lines make, are no columns."""

from __future__ import annotations

from typing import Any

from opendata.ingest.codes import Code, Kind
from opendata.ingest.reader.looking import Seen
from opendata.ingest.reader.plans import planned
from opendata.ingest.reader.troubles import Troubles


def nothing_at_all(seen: Seen, decided: list[dict[str, Any]]) -> frozenset[int]:
    """Places of columns with neither a name nor a value; not those that were published with an earlier file."""
    standing = {column.place for column in planned(decided, seen.source.labels)}
    return frozenset(
        place
        for place, (label, watch) in enumerate(zip(seen.source.labels, seen.watches, strict=True))
        if not label and not watch.filled and place not in standing
    )


def tell_of_empties(seen: Seen, left_out: frozenset[int], troubles: Troubles) -> None:
    """What is left out once for all of them, and each column that has a name and stays."""
    if left_out:
        numbers = ", ".join(str(place + 1) for place in sorted(left_out))
        troubles.add(Code.COLUMNS_LEFT_OUT, places=numbers)
    if seen.source.kind is Kind.KML:
        return  # it is read with columns that the file does not have
    for label, watch in zip(seen.source.labels, seen.watches, strict=True):
        if label and not watch.filled:
            troubles.add(Code.COLUMN_EMPTY, column=label)
