"""From written values to typed ones, a column at a time; what does not fit becomes null and is told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.codes import Code
from opendata.ingest.reader import dates, shapes
from opendata.ingest.reader.chunks import LONGEST_CELL
from opendata.ingest.reader.deciding import BOOLEAN, DATE, DATETIME, INTEGER, NUMBER

_PLAIN = r"^[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?$"
_WHOLE = r"^[+-]?\d+$"
_GROUPED_BY_POINTS = r"^[+-]?\d{1,3}(?:\.\d{3})+$"
_GROUPED_BY_COMMAS = r"^[+-]?\d{1,3}(?:,\d{3})+(?:\.\d*)?$"
# Where the mark of the decimals is clear from the number alone, whatever the others of its column have.
_SURELY_COMMAS = r"^[+-]?\d{1,3}(?:(?:\.\d{3})+,\d+|(?:\.\d{3}){2,})$"
_SURELY_POINTS = r"^[+-]?\d{1,3}(?:(?:,\d{3})+\.\d+|(?:,\d{3}){2,})$"
_SPACES = r"[\s\x{00A0}\x{202F}€$£%]"
BIGGEST = 2**63 - 1

ARROW_TYPES = {
    INTEGER: pa.int64(),
    NUMBER: pa.float64(),
    BOOLEAN: pa.bool_(),
    DATE: pa.date32(),
    DATETIME: pa.timestamp("us", "UTC"),
}
_MISFITS = {INTEGER: Code.BAD_INTEGER, NUMBER: Code.BAD_NUMBER, BOOLEAN: Code.BAD_BOOLEAN}


@dataclass
class Typed:
    """A column in its type; `bad` are positions of values that did not fit, for one reason."""

    values: pa.Array
    bad: Any
    code: Code

    @classmethod
    def of(cls, source: pa.Array, values: pa.Array, code: Code, nothing: bool = True) -> Typed:
        """Whatever became null without having been so did not fit; `-` and `n/a` never were values."""
        lost = pc.and_(pc.is_null(values), pc.is_valid(source))
        bad = np.flatnonzero(lost.to_numpy(zero_copy_only=False)) if values.null_count else np.array([], int)
        if len(bad) and nothing and pa.types.is_string(source.type):
            words = source.take(pa.array(bad)).to_pylist()
            bad = bad[[shapes.folded(word) not in shapes.NOTHING for word in words]]
        return cls(values, bad, code)


def convert(column: pa.Array, kind: str, *, decimal: str, order: str, zone: str) -> Typed:
    """`column` holds texts or values of a file's own type; `zone` is that of moments which name none."""
    if kind == DATE:
        return _dates(column, order, zone)
    if kind == DATETIME:
        return _moments(column, order, zone)
    if kind in (INTEGER, NUMBER):
        return _numbers(column, kind, decimal)
    if kind == BOOLEAN:
        return _booleans(column)
    return _texts(column)


def as_text(column: pa.Array) -> pa.Array:
    """Values of any type as people write them."""
    if pa.types.is_string(column.type):
        return column
    if pa.types.is_floating(column.type):
        return _float_texts(column)
    if pa.types.is_timestamp(column.type):
        return pc.strftime(column.cast(pa.timestamp("s", column.type.tz), safe=False), "%Y-%m-%dT%H:%M:%S")
    return column.cast(pa.string())


def _float_texts(column: pa.Array) -> pa.Array:
    finite = pc.is_finite(column)
    column = pc.if_else(finite, column, pa.scalar(None, column.type))
    numbers = column.drop_null().to_numpy(zero_copy_only=False)
    if not (numbers == np.floor(numbers)).all() or (len(numbers) and np.abs(numbers).max() >= 2**53):
        return column.cast(pa.string())
    return column.cast(pa.int64()).cast(pa.string())


def _texts(column: pa.Array) -> Typed:
    if not pa.types.is_string(column.type):
        return Typed.of(column, as_text(column), Code.NOT_FINITE)
    lengths = pc.utf8_length(column)
    if (pc.max(lengths).as_py() or 0) <= LONGEST_CELL:
        return Typed(column, np.array([], int), Code.CELL_TOO_LONG)
    short = pc.less_equal(lengths, LONGEST_CELL)
    return Typed.of(
        column, pc.if_else(short, column, pa.scalar(None, pa.string())), Code.CELL_TOO_LONG, nothing=False
    )


def _booleans(column: pa.Array) -> Typed:
    if pa.types.is_boolean(column.type):
        return Typed(column, np.array([], int), Code.BAD_BOOLEAN)
    written = as_text(column).dictionary_encode()
    yes, no = shapes.TRUE | shapes.TRUE_NUMBERS, shapes.FALSE | shapes.FALSE_NUMBERS
    words = [shapes.folded(word) for word in written.dictionary.to_pylist()]
    meanings = pa.array(
        [True if word in yes else False if word in no else None for word in words], pa.bool_()
    )
    return Typed.of(as_text(column), meanings.take(written.indices), Code.BAD_BOOLEAN)


def _numbers(column: pa.Array, kind: str, decimal: str) -> Typed:
    target = ARROW_TYPES[kind]
    if pa.types.is_floating(column.type) or pa.types.is_decimal(column.type):
        return _from_floats(column.cast(pa.float64()), kind)
    if pa.types.is_integer(column.type) and not pa.types.is_uint64(column.type):
        return Typed(column.cast(target, safe=False), np.array([], int), _MISFITS[kind])
    written = as_text(column)
    if decimal == "." or kind == INTEGER:
        quick = _quick(written, kind)
        if quick is not None:
            return Typed.of(written, quick, _MISFITS[kind])
    tidy = normalised(written, decimal)
    fitting = pc.if_else(pc.match_substring_regex(tidy, _PLAIN), tidy, pa.scalar(None, pa.string()))
    # Arrow reads no sign before a number that is positive.
    floats = pc.replace_substring_regex(fitting, r"^\+", "").cast(pa.float64())
    if kind == NUMBER:
        return Typed.of(written, _finite(floats), Code.BAD_NUMBER)
    return Typed.of(written, _whole(floats, fitting), Code.BAD_INTEGER)


def _quick(written: pa.Array, kind: str) -> pa.Array | None:
    """What PostgreSQL would read as well, without a look at each value; None where some are otherwise."""
    try:
        values = written.cast(ARROW_TYPES[kind])
    except pa.ArrowInvalid:
        return None
    if kind == INTEGER:
        # Arrow also reads hexadecimal numbers.
        strange = pc.any(pc.match_substring(written, "x", ignore_case=True)).as_py()
        return None if strange else values
    return _finite(values)


def normalised(written: pa.Array, decimal: str) -> pa.Array:
    """Numbers as programs write them: no groups, no signs of money, a point before the decimals."""
    bare = pc.replace_substring(pc.replace_substring_regex(written, _SPACES, ""), shapes.MINUS, "-")
    if decimal == ",":
        english = pc.match_substring_regex(bare, _SURELY_POINTS)
        bare = pc.if_else(english, pc.replace_substring(bare, ",", ""), bare)
        grouped = pc.or_(pc.match_substring(bare, ","), pc.match_substring_regex(bare, _GROUPED_BY_POINTS))
        grouped = pc.and_not(grouped, english)
        bare = pc.if_else(grouped, pc.replace_substring(bare, ".", ""), bare)
    else:
        greek = pc.match_substring_regex(bare, _SURELY_COMMAS)
        bare = pc.if_else(greek, pc.replace_substring(bare, ".", ""), bare)
        grouped = pc.and_not(pc.match_substring_regex(bare, _GROUPED_BY_COMMAS), greek)
        bare = pc.if_else(grouped, pc.replace_substring(bare, ",", ""), bare)
    return pc.replace_substring(bare, ",", ".")


def _finite(floats: pa.Array) -> pa.Array:
    return pc.if_else(pc.is_finite(floats), floats, pa.scalar(None, pa.float64()))


def _whole(floats: pa.Array, written: pa.Array) -> pa.Array:
    # Beyond 2^53 a float is not exact: those are read from their digits.
    exact = pc.less(pc.abs(floats), float(2**53))
    whole = pc.and_(exact, pc.equal(floats, pc.floor(floats)))
    small = pc.if_else(whole, floats, pa.scalar(None, pa.float64())).cast(pa.int64())
    if pc.all(exact).as_py() is not False:
        return small
    long = [
        int(text)
        if text is not None and not ok and text.lstrip("+-").isdigit() and abs(int(text)) <= BIGGEST
        else None
        for text, ok in zip(written.to_pylist(), exact.to_pylist(), strict=True)
    ]
    return pc.coalesce(small, pa.array(long, pa.int64()))


def _from_floats(floats: pa.Array, kind: str) -> Typed:
    finite = _finite(floats)
    if kind == NUMBER:
        return Typed.of(floats, finite, Code.NOT_FINITE)
    inside = pc.and_(pc.equal(finite, pc.floor(finite)), pc.less(pc.abs(finite), 2.0**63))
    whole = pc.if_else(inside, finite, pa.scalar(None, pa.float64()))
    return Typed.of(floats, whole.cast(pa.int64(), safe=False), Code.BAD_INTEGER)


def _dates(column: pa.Array, order: str, zone: str) -> Typed:
    if pa.types.is_date(column.type):
        return Typed(column.cast(pa.date32()), np.array([], int), Code.BAD_DATE)
    moments = _moments(column, order, zone)
    local = pc.local_timestamp(pc.cast(moments.values, pa.timestamp("us", zone)))
    return Typed(local.cast(pa.date32(), safe=False), moments.bad, moments.code)


def _moments(column: pa.Array, order: str, zone: str) -> Typed:
    target = ARROW_TYPES[DATETIME]
    if pa.types.is_date(column.type):
        column = column.cast(pa.timestamp("us"))
    if pa.types.is_timestamp(column.type):
        moments = column.cast(pa.timestamp("us", column.type.tz), safe=False)
        if moments.type.tz is None:
            moments = dates.in_zone(moments, zone)
        return Typed.of(column, dates.sensible(moments.cast(target)), Code.BAD_DATE)
    written = as_text(column)
    coded = written.dictionary_encode()
    values = dates.read(coded.dictionary, order, zone)
    return Typed.of(written, values.take(coded.indices), Code.BAD_DATE)
