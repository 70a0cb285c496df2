"""Frozen dataclasses into what JSON can hold, and back by their type hints."""

from __future__ import annotations

from collections.abc import Hashable, Mapping
from dataclasses import fields, is_dataclass
from enum import Enum
from functools import cache
from types import NoneType, UnionType
from typing import Any, Self, TypeVar, Union, cast, get_args, get_origin, get_type_hints

T = TypeVar("T")


class Plain:
    """Of a frozen dataclass: into JSON and back."""

    def to_json(self) -> dict[str, Any]:
        """A dictionary that `json.dumps` takes."""
        plain: dict[str, Any] = to_plain(self)
        return plain

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> Self:
        """What `to_json` gave; unknown names are passed over, missing ones have their defaults."""
        return from_plain(cls, data)


def to_plain(value: Any) -> Any:
    """Dataclasses become dictionaries, enums their values, tuples lists."""
    if is_dataclass(value) and not isinstance(value, type):
        return {one.name: to_plain(getattr(value, one.name)) for one in fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(key): to_plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple):
        return [to_plain(inner) for inner in value]
    return value


def from_plain(kind: type[T], data: Mapping[str, Any]) -> T:
    """The dataclass; names it does not know are passed over, missing ones have their defaults."""
    hints = _hints(cast(Hashable, kind))
    return kind(**{name: _build(hint, data[name]) for name, hint in hints.items() if name in data})


@cache
def _hints(kind: Any) -> dict[str, Any]:
    known = get_type_hints(kind)
    return {one.name: known[one.name] for one in fields(kind)}


def _build(hint: Any, value: Any) -> Any:
    origin = get_origin(hint)
    if origin in (Union, UnionType):
        inner = next(one for one in get_args(hint) if one is not NoneType)
        return None if value is None else _build(inner, value)
    if origin is tuple:
        return _build_tuple(get_args(hint), value)
    if not isinstance(hint, type) or isinstance(value, hint):
        return value
    if is_dataclass(hint):
        return from_plain(hint, value)
    return hint(value) if issubclass(hint, Enum) else value


def _build_tuple(hints: tuple[Any, ...], values: Any) -> tuple[Any, ...]:
    if len(hints) == 2 and hints[1] is Ellipsis:
        return tuple(_build(hints[0], one) for one in values)
    return tuple(_build(inner, one) for inner, one in zip(hints, values, strict=True))
