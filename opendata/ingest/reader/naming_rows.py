"""The key of each row: the columns that the editor chose, or the row's own values."""

from __future__ import annotations

from hashlib import md5
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.codes import Code
from opendata.ingest.reader.plans import Plan
from opendata.ingest.reader.rows import Made
from opendata.ingest.reader.troubles import Troubles

SEPARATOR, NULL = "\x1f", "\x00"
LONGEST_KEY = 200


class Seen:
    """Hashes that came by, in order, each with the line and how often; a small memory for millions."""

    def __init__(self) -> None:
        self.hashes: Any = np.array([], np.int64)
        self.lines: Any = np.array([], np.int64)
        self.times: dict[int, int] = {}

    def count(self, hashes: Any, lines: Any) -> tuple[Any, Any]:
        """For each: the how-manieth of its kind it is, from 1, and the line of the first."""
        numbers = np.ones(len(hashes), np.int64)
        first = lines.copy()
        order = np.argsort(hashes, kind="stable")
        ordered = hashes[order]
        again = np.zeros(len(hashes), bool)
        again[order[1:]] = ordered[1:] == ordered[:-1]
        place = np.searchsorted(self.hashes, hashes)
        inside = place < len(self.hashes)
        known = np.zeros(len(hashes), bool)
        known[inside] = self.hashes[place[inside]] == hashes[inside]
        here: dict[int, int] = {}
        repeated = set(hashes[again].tolist())
        for at in np.flatnonzero(again | known | np.isin(hashes, list(repeated))):
            one = int(hashes[at])
            before = self.times.get(one, 1 if known[at] else 0)
            self.times[one] = before + 1
            numbers[at] = before + 1
            first[at] = self.lines[place[at]] if known[at] else here.setdefault(one, int(lines[at]))
        self._remember(hashes[~again & ~known], lines[~again & ~known])
        return numbers, first

    def _remember(self, hashes: Any, lines: Any) -> None:
        together = np.concatenate([self.hashes, hashes])
        order = np.argsort(together, kind="stable")
        self.hashes = together[order]
        self.lines = np.concatenate([self.lines, lines])[order]


class Names:
    """Gives the rows of one file their keys."""

    def __init__(self, plan: Plan, troubles: Troubles) -> None:
        self.plan, self.troubles = plan, troubles
        self.seen = Seen()
        chosen = [plan.by_key(key) for key in plan.key_columns]
        self.columns = [column for column in chosen if column is not None]
        self.secret = any(column.private for column in self.columns)

    def name(self, made: Made, shapes: pa.Array) -> tuple[Any, pa.Array]:
        """Which rows have a key of their own, and the keys. `shapes` is hexadecimal EWKB."""
        if self.columns:
            return self._by_columns(made)
        return np.ones(len(made.lines), bool), self._by_values(made, shapes)

    def _by_columns(self, made: Made) -> tuple[Any, pa.Array]:
        parts = [made.columns[column.key].cast(pa.string()) for column in self.columns]
        missing = np.ones(len(made.lines), bool)
        for part in parts:
            missing &= pc.is_null(part).to_numpy(zero_copy_only=False)
        # Several columns are joined by a bar; one within a value is marked, so that no two rows look alike.
        joined = parts[0]
        if len(parts) > 1:
            marked = [pc.replace_substring_regex(part, r"([|\\])", r"\\\1") for part in parts]
            joined = pc.binary_join_element_wise(*marked, "|", null_handling="replace", null_replacement="")
        keys = joined.fill_null("").to_pylist()
        keys = [_shortened(key, self.secret) for key in keys]
        hashes = np.fromiter(map(hash, keys), np.int64, len(keys))
        label = ", ".join(column.label for column in self.columns)
        self._tell(Code.KEY_MISSING, missing, made.lines, keys, label)
        named = np.flatnonzero(~missing)
        numbers, first = self.seen.count(hashes[named], made.lines[named])
        repeated = named[numbers > 1]
        for at, line in zip(repeated, first[numbers > 1], strict=True):
            value = "" if self.secret else keys[at]
            self.troubles.add(Code.KEY_REPEATED, made.lines[at], column=label, value=value, first=int(line))
        keep = ~missing
        keep[repeated] = False
        return keep, pa.array(keys, pa.string())

    def _tell(self, code: Code, which: Any, lines: Any, keys: list[str], label: str) -> None:
        count = int(which.sum())
        if count:
            self.troubles.add_many(code, lines[which], [""] * min(count, 1000), column=label, count=count)

    def _by_values(self, made: Made, shapes: pa.Array) -> pa.Array:
        public = sorted(column.key for column in self.plan.columns if not column.private)
        parts = [made.columns[key].cast(pa.string()) for key in public if key in made.columns]
        joined = pc.binary_join_element_wise(
            *parts, shapes, SEPARATOR, null_handling="replace", null_replacement=NULL
        )
        digests = [md5(row, usedforsecurity=False).digest() for row in joined.cast(pa.binary()).to_pylist()]
        hashes = np.frombuffer(b"".join(digests), np.int64)[::2]
        numbers, _first = self.seen.count(hashes, made.lines)
        return pa.array(
            [f"{digest.hex()}#{number}" for digest, number in zip(digests, numbers.tolist(), strict=True)],
            pa.string(),
        )


def _shortened(key: str, secret: bool) -> str:
    if not secret and len(key) <= LONGEST_KEY:
        return key
    return md5(key.encode(), usedforsecurity=False).hexdigest()
