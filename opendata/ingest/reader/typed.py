"""Columns of files that have types of their own, brought to the few that are worked with here."""

from __future__ import annotations

import json
from typing import Any

import pyarrow as pa
import pyarrow.compute as pc

from opendata.ingest.reader.chunks import texts
from opendata.ingest.reader.dates import sensible

_KEPT = (pa.types.is_integer, pa.types.is_floating, pa.types.is_boolean)
LEFT_OUT = (pa.types.is_binary, pa.types.is_large_binary, pa.types.is_fixed_size_binary)


def is_readable(kind: pa.DataType) -> bool:
    """Whether a column of that type can be published: bytes cannot."""
    return not any(test(kind) for test in LEFT_OUT)


def plain(column: Any) -> pa.Array:
    """Texts, integers, floats, booleans, dates or timestamps."""
    kind = column.type
    if pa.types.is_dictionary(kind):
        return plain(column.cast(kind.value_type))
    if pa.types.is_string(kind) or pa.types.is_large_string(kind) or pa.types.is_string_view(kind):
        return texts(_readable(column.cast(pa.string())))
    if pa.types.is_decimal(kind) or pa.types.is_float16(kind):
        return column.cast(pa.float64())
    if pa.types.is_temporal(kind) and not pa.types.is_time(kind):
        return _moments(column)
    if any(test(kind) for test in _KEPT):
        return column
    return _as_texts(column)


def _as_texts(column: pa.Array) -> pa.Array:
    rows = [None if one is None else _written(one) for one in column.to_pylist()]
    return texts(pa.array(rows, pa.string()))


def _moments(column: pa.Array) -> pa.Array:
    kind = column.type
    if pa.types.is_timestamp(kind):
        # Finer than a microsecond nobody asks; a moment with a zone is the same moment in another.
        return sensible(column.cast(pa.timestamp("us", "UTC" if kind.tz else None), safe=False))
    if pa.types.is_date(kind):
        return sensible(column.cast(pa.timestamp("us"), safe=False)).cast(pa.date32())
    return _as_texts(column)


def _written(value: Any) -> str:
    """Lists and structures as JSON, everything rare as Python writes it."""
    if isinstance(value, dict | list):
        return json.dumps(value, ensure_ascii=False, default=str)
    return str(value).replace("\0", "")


def _readable(column: pa.Array) -> pa.Array:
    """The same texts, if need be with � for bytes that are no UTF-8; without NUL."""
    try:
        column.validate(full=True)
    except pa.ArrowInvalid:
        raw = column.cast(pa.binary()).to_pylist()
        column = pa.array(
            [None if one is None else one.decode("utf-8", "replace") for one in raw], pa.string()
        )
    if pc.any(pc.match_substring(column, "\0")).as_py():
        column = pc.replace_substring(column, "\0", "")
    return column
