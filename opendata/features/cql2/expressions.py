"""Pieces of SQL with the type of their values, and what a filter is compiled against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from psycopg import sql

from opendata.features.crs import CRS84, ReferenceSystem
from opendata.tables.contract import Field, FieldType

Condition = tuple[sql.Composable, Sequence[Any]]


class Kind(StrEnum):
    """Types of a value in a filter. Whole numbers and others are both NUMBER to who asks."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    BOOLEAN = "boolean"
    DATE = "date"
    MOMENT = "timestamp"
    GEOMETRY = "geometry"


KINDS = {
    FieldType.TEXT: Kind.TEXT,
    FieldType.INTEGER: Kind.INTEGER,
    FieldType.NUMBER: Kind.NUMBER,
    FieldType.BOOLEAN: Kind.BOOLEAN,
    FieldType.DATE: Kind.DATE,
    FieldType.DATETIME: Kind.MOMENT,
}
NUMERIC = frozenset({Kind.INTEGER, Kind.NUMBER})
TEMPORAL = frozenset({Kind.DATE, Kind.MOMENT})
SQL_KINDS = {
    Kind.TEXT: sql.SQL("text"),
    Kind.INTEGER: sql.SQL("bigint"),
    Kind.NUMBER: sql.SQL("float8"),
    Kind.BOOLEAN: sql.SQL("boolean"),
    Kind.DATE: sql.SQL("date"),
    Kind.MOMENT: sql.SQL("timestamptz"),
}
KIND_WORDS: dict[Kind, str | Promise] = {
    Kind.TEXT: _("a text"),
    Kind.INTEGER: _("a number"),
    Kind.NUMBER: _("a number"),
    Kind.BOOLEAN: _("true or false"),
    Kind.DATE: _("a date"),
    Kind.MOMENT: _("a timestamp"),
    Kind.GEOMETRY: _("a geometry"),
}


@dataclass(frozen=True)
class Expression:
    """SQL of a value. `field`: it is a property as it stands; `literal`: it is this value and nothing else."""

    kind: Kind
    code: sql.Composable
    parameters: tuple[Any, ...] = ()
    field: Field | None = None
    literal: Any = None

    @property
    def is_literal(self) -> bool:
        """A value that stands in the filter itself."""
        return self.literal is not None


@dataclass(frozen=True)
class Scope:
    """What a filter can name: the fields by name, the geometry if there is one, its literals' system."""

    fields: Mapping[str, Field]
    has_geometry: bool
    crs: ReferenceSystem = CRS84


def literal(kind: Kind, value: Any) -> Expression:
    """A value of a kind as a parameter."""
    return Expression(kind, sql.SQL("%s::{}").format(SQL_KINDS[kind]), (value,), literal=value)
