"""Looks at every value of a column while the file goes by, and says at the end what the column is."""

from __future__ import annotations

from collections import Counter
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.reader import dates, shapes

DISTINCT_LIMIT = 1_000
EXAMPLES = 5
EXAMPLE_CHARACTERS = 120
# Bytes that the values of possible keys may take in all.
KEY_MEMORY = 160 * 1024 * 1024


class Watch:
    """One column."""

    def __init__(self) -> None:
        self.rows = 0
        self.nulls = 0
        self.longest = 0
        self.distinct: dict[Any, None] = {}
        self.distinct_is_exact = True
        self.shapes: Counter[str] = Counter()
        # Of amounts, as `6.838,04 €`: the shapes of their numbers.
        self.amounts: Counter[str] = Counter()
        self.words: set[str] = set()
        self.too_many_words = False
        self.mixed_codes = 0
        self.first_over_12 = 0
        self.second_over_12 = 0
        self.with_hours = 0
        # Days whose year has two digits.
        self.short_years = 0
        self.symbols: Counter[str] = Counter()
        self.looks: Counter[str] = Counter()
        self.native: pa.DataType | None = None
        self.fractions = False
        self.smallest = np.inf
        self.largest = -np.inf
        self.hashes: list[Any] | None = []

    @property
    def filled(self) -> int:
        """Rows that have a value."""
        return self.rows - self.nulls

    def look(self, column: pa.Array) -> None:
        """Takes in one chunk."""
        self.rows += len(column)
        self.nulls += column.null_count
        if column.null_count:
            self.hashes = None
            column = column.drop_null()
        if not len(column):
            return
        counted = pc.value_counts(column)
        values, weights = counted.field("values"), counted.field("counts").to_numpy()
        self._count_distinct(values)
        self._watch_for_key(values, len(column))
        if pa.types.is_string(column.type):
            self._look_at_texts(values, weights)
        else:
            self._look_at_native(values, column.type)

    def _count_distinct(self, values: pa.Array) -> None:
        if self.distinct_is_exact:
            for value in values.slice(0, DISTINCT_LIMIT + 1).to_pylist():
                self.distinct.setdefault(value)
            self.distinct_is_exact = len(self.distinct) <= DISTINCT_LIMIT and len(values) <= DISTINCT_LIMIT

    def _watch_for_key(self, values: pa.Array, rows: int) -> None:
        if self.hashes is None:
            return
        if len(values) < rows or pa.types.is_floating(values.type):
            self.hashes = None
        elif pa.types.is_integer(values.type):
            self.hashes.append(values.cast(pa.int64(), safe=False).to_numpy())
        else:
            self.hashes.append(np.fromiter(map(hash, values.to_pylist()), np.int64, len(values)))

    def _look_at_native(self, values: pa.Array, kind: pa.DataType) -> None:
        self.native = kind
        if pa.types.is_floating(kind):
            numbers = values.to_numpy(zero_copy_only=False)
            finite = numbers[np.isfinite(numbers)]
            self.fractions = self.fractions or bool((finite != np.floor(finite)).any())
            self._span(finite)
        elif pa.types.is_integer(kind):
            self._span(values.to_numpy(zero_copy_only=False))
        elif pa.types.is_timestamp(kind):
            moments = values.cast(pa.timestamp("us", kind.tz), safe=False).cast(pa.int64()).to_numpy()
            self.with_hours += int((moments % 86_400_000_000 != 0).sum())

    def _span(self, numbers: Any) -> None:
        if len(numbers):
            self.smallest = min(self.smallest, float(numbers.min()))
            self.largest = max(self.largest, float(numbers.max()))

    def _look_at_texts(self, values: pa.Array, weights: Any) -> None:
        self.longest = max(self.longest, pc.max(pc.utf8_length(values)).as_py() or 0)
        for name, positions in shapes.split(values):
            where = positions.to_numpy()
            weight = int(weights[where].sum())
            self.shapes[name] += weight
            if name in (shapes.WORDS, shapes.MIXED):
                self._look_at_words(name, values.take(positions), weights[where])
            elif name in shapes.DATES:
                self._look_at_dates(name, values.take(positions), weights[where])
            elif name == shapes.MONEY:
                self._look_at_amounts(values.take(positions), weights[where])
            elif name in (shapes.INTEGER, shapes.ZEROS):
                self._look_at_digits(values.take(positions), weights[where])
            if name in (shapes.MIXED, shapes.INTEGER, shapes.ZEROS, shapes.WORDS):
                self._match("phone", shapes.PHONE, values.take(positions), weights[where])

    def _look_at_amounts(self, values: pa.Array, weights: Any) -> None:
        for symbol in shapes._MONEY:
            marked = pc.match_substring(values, symbol).to_numpy(zero_copy_only=False)
            self.symbols[symbol] += int(weights[marked].sum())
        shares = pc.match_substring(values, "%").to_numpy(zero_copy_only=False)
        for name, positions in shapes.split(pc.replace_substring_regex(values, shapes.AROUND_AMOUNTS, "")):
            where = positions.to_numpy()
            of_shares = int(weights[where][shares[where]].sum())
            self.amounts[shapes.OF_SHARES.get(name, name)] += of_shares
            self.amounts[name] += int(weights[where].sum()) - of_shares

    def _look_at_words(self, name: str, values: pa.Array, weights: Any) -> None:
        if name == shapes.MIXED:
            self.mixed_codes += int(weights.sum())
            for look, pattern in (("wkt", shapes.WKT), ("ewkb", shapes.EWKB)):
                self._match(look, pattern, values, weights)
        self._match("email", shapes.EMAIL, values, weights)
        if self.too_many_words or name == shapes.MIXED:
            return
        for value in values.slice(0, DISTINCT_LIMIT).to_pylist():
            self.words.add(shapes.folded(value))
        self.too_many_words = len(values) > DISTINCT_LIMIT or len(self.words) > DISTINCT_LIMIT

    def _look_at_dates(self, name: str, values: pa.Array, weights: Any) -> None:
        if name in shapes.TIMES or name == shapes.NAMED_DATE:
            timed = pc.match_substring_regex(values, r"\d:\d\d").to_numpy(zero_copy_only=False)
            midnight = pc.match_substring_regex(
                values, r"[T ]\s?(?:00?:00(?::00(?:\.0+)?)?|12:00(?::00)? ?[AaΠπ]).*$"
            )
            self.with_hours += int(weights[timed & ~midnight.to_numpy(zero_copy_only=False)].sum())
        if name in shapes.OPEN_CENTURIES:
            self.short_years += int(weights[dates.are_short(values)].sum())
        if name in (shapes.DAY_DATE, shapes.DAY_TIME):
            parts = pc.extract_regex(values, r"^(?P<first>\d+)\D+(?P<second>\d+)")
            first = parts.field("first").cast(pa.int32()).to_numpy(zero_copy_only=False)
            second = parts.field("second").cast(pa.int32()).to_numpy(zero_copy_only=False)
            self.first_over_12 += int(weights[(first > 12) & (second <= 12)].sum())
            self.second_over_12 += int(weights[(second > 12) & (first <= 12)].sum())

    def _look_at_digits(self, values: pa.Array, weights: Any) -> None:
        lengths = pc.binary_length(values).to_numpy(zero_copy_only=False)
        for digits, look, right in ((9, "tax", _tax_numbers), (11, "social", _social_numbers)):
            these = lengths == digits
            if these.any():
                chosen = values.filter(pa.array(these))
                good = right(np.array([list(text.encode()) for text in chosen.to_pylist()], np.int64) - 48)
                self.looks[look] += int(weights[these][good].sum())

    def _match(self, look: str, pattern: str, values: pa.Array, weights: Any) -> None:
        fits = pc.match_substring_regex(values, pattern).to_numpy(zero_copy_only=False)
        self.looks[look] += int(weights[fits].sum())

    def is_unique(self) -> bool:
        """Whether every row has a value that no other has."""
        if self.hashes is None or not self.rows or self.nulls:
            return False
        together = np.sort(np.concatenate(self.hashes))
        return not bool((together[1:] == together[:-1]).any())


def _tax_numbers(digits: Any) -> Any:
    """Greek tax numbers carry a check digit."""
    weights = 2 ** np.arange(8, 0, -1)
    return ((digits[:, :8] * weights).sum(axis=1) % 11 % 10 == digits[:, 8]) & (digits.sum(axis=1) > 0)


def _social_numbers(digits: Any) -> Any:
    """A Greek social security number begins with a birthday, and ends with a check digit."""
    day, month = digits[:, 0] * 10 + digits[:, 1], digits[:, 2] * 10 + digits[:, 3]
    doubled = digits[:, -2::-2] * 2
    doubled = np.where(doubled > 9, doubled - 9, doubled)
    total = doubled.sum(axis=1) + digits[:, -1::-2].sum(axis=1)
    return (total % 10 == 0) & (day >= 1) & (day <= 31) & (month >= 1) & (month <= 12)


class Watches:
    """All columns of a table."""

    def __init__(self, width: int) -> None:
        self.columns = [Watch() for _number in range(width)]
        self.rows = 0

    def look(self, columns: list[pa.Array]) -> None:
        """Takes in one chunk; possible keys that would take too much memory are given up, the last first."""
        for watch, column in zip(self.columns, columns, strict=True):
            watch.look(column)
        self.rows += len(columns[0]) if columns else 0
        candidates = [watch for watch in self.columns if watch.hashes is not None]
        for watch in candidates[max(1, KEY_MEMORY // (8 * max(self.rows, 1))) :]:
            watch.hashes = None
