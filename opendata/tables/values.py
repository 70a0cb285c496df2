"""From the text of a parameter to a value of a field's type."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from datetime import UTC, date, datetime
from typing import Any

from opendata.tables.contract import Field, FieldType
from opendata.tables.errors import BadQuery

WHOLE_NUMBER = re.compile(r"[+-]?[0-9]{1,19}\Z")
DECIMAL_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]{1,3})?\Z")
BIGINT = 2**63
TRUTHS = {"true": True, "1": True, "false": False, "0": False}


def _text(text: str) -> str:
    return text


def _integer(text: str) -> int:
    if not WHOLE_NUMBER.match(text) or not -BIGINT <= int(text) < BIGINT:
        raise ValueError
    return int(text)


def _number(text: str) -> float:
    if not DECIMAL_NUMBER.match(text) or not math.isfinite(float(text)):
        raise ValueError
    return float(text)


def _truth(text: str) -> bool:
    return TRUTHS[text.lower()]


def _moment(text: str) -> datetime:
    # In an address a "+" that nobody encoded arrives as a space.
    moment = datetime.fromisoformat(text.replace(" ", "+") if text.count(" ") == 1 and "T" in text else text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)


PARSERS: dict[FieldType, Callable[[str], Any]] = {
    FieldType.TEXT: _text,
    FieldType.INTEGER: _integer,
    FieldType.NUMBER: _number,
    FieldType.BOOLEAN: _truth,
    FieldType.DATE: date.fromisoformat,
    FieldType.DATETIME: _moment,
}


def parse_value(field: Field, text: str) -> Any:
    """The value, or BadQuery naming the type that was expected."""
    if "\x00" in text:
        raise BadQuery(field.type.value)
    try:
        return PARSERS[field.type](text)
    except (ValueError, KeyError, OverflowError) as problem:
        raise BadQuery(field.type.value) from problem
