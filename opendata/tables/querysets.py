"""Questions to the shelf: which collections there are, and which of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db import connection, models
from psycopg import sql

from opendata.tables.contract import Field
from opendata.tables.shelf.columns import equals
from opendata.tables.shelf.names import column, table

# West, south, east, north in degrees; a west greater than the east goes over the 180th meridian.
BBox = tuple[float, float, float, float]
Statement = tuple[str, list[Any]]


class CollectionQuerySet(models.QuerySet[Any]):
    """Chainable reads of collections."""

    def published(self) -> Self:
        """Those whose dataset everybody may see."""
        return self.filter(dataset__published=True)

    def named(self, name: str) -> Self:
        """The one with this id in addresses."""
        return self.filter(dataset__name=name)


def revision_stamp(names: Sequence[str]) -> str:
    """Revisions of published collections in the order asked for, such as `12-3`, for addresses to be kept."""
    from opendata.tables.models import Collection

    known = dict(
        Collection.objects.published()
        .filter(dataset__name__in=names)
        .values_list("dataset__name", "revision")
    )
    return "-".join(str(known.get(name, 0)) for name in names)


@dataclass(frozen=True)
class RowQuery:
    """Which rows of a collection, always in the order of their row ids.

    `filters`: fields with the value they must have (values.parse_value); None asks for rows without a value.
    `properties`: the fields that an answer shall carry, None for all.
    """

    collection: str
    after: int | None = None
    until: int | None = None
    limit: int | None = None
    bbox: BBox | None = None
    filters: tuple[tuple[Field, Any], ...] = ()
    ids: tuple[int, ...] | None = None
    fid: str | None = None
    properties: tuple[Field, ...] | None = None

    @property
    def is_whole(self) -> bool:
        """No condition but the place in the order: the collection's own row count is the number matched."""
        return self.bbox is None and not self.filters and self.ids is None and self.fid is None

    def conditions(self) -> tuple[sql.Composable, list[Any]]:
        """The WHERE clause with its parameters; `TRUE` without any condition."""
        parts: list[sql.Composable] = []
        parameters: list[Any] = []
        for condition, value in (
            ("rowid > %s", self.after),
            ("rowid <= %s", self.until),
            ("rowid = ANY(%s)", list(self.ids) if self.ids is not None else None),
            ("fid = %s", self.fid),
        ):
            if value is not None:
                parts.append(sql.SQL(condition))
                parameters.append(value)
        if self.bbox is not None:
            condition_of_box, corners = _inside(self.bbox)
            parts.append(condition_of_box)
            parameters += corners
        for field, value in self.filters:
            condition_of_field, values = _has_value(field, value)
            parts.append(condition_of_field)
            parameters += values
        return (sql.SQL(" AND ").join(parts) if parts else sql.SQL("TRUE")), parameters

    def select(self, columns: sql.Composable) -> Statement:
        """`SELECT columns …` of the rows, ordered and limited."""
        where, parameters = self.conditions()
        statement = sql.SQL("SELECT {columns} FROM {table} WHERE {where} ORDER BY rowid").format(
            columns=columns, table=table(self.collection), where=where
        )
        if self.limit is not None:
            statement += sql.SQL(" LIMIT %s")
            parameters.append(self.limit)
        return statement.as_string(None), parameters

    def count(self) -> int:
        """How many rows there are; reads them all, so not for every request."""
        where, parameters = self.conditions()
        statement = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(table(self.collection), where)
        with connection.cursor() as cursor:
            cursor.execute(statement.as_string(None), parameters)
            return int(cursor.fetchone()[0])

    def within(self, bbox: BBox) -> RowQuery:
        """The same, inside a box."""
        return replace(self, bbox=bbox)


def _has_value(field: Field, value: Any) -> tuple[sql.Composable, Sequence[Any]]:
    if value is None:
        return sql.SQL("({} IS NULL)").format(column(field.name)), []
    condition = equals(field)
    return condition, [value] * condition.as_string(None).count("%s")


def _inside(bbox: BBox) -> tuple[sql.Composable, Sequence[float]]:
    """Rows whose geometry meets the box, and those without one (OGC, /req/core/fc-bbox-response)."""
    west, south, east, north = bbox
    boxes = [bbox] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
    # The envelope of a diagonal is right for boxes without width or height too.
    meets_one = sql.SQL(
        "ST_Intersects(geom, ST_Envelope(ST_SetSRID(ST_MakeLine(ST_Point(%s, %s), ST_Point(%s, %s)), 4326)))"
    )
    meets = sql.SQL(" OR ").join([meets_one] * len(boxes))
    return sql.SQL("({} OR geom IS NULL)").format(meets), [number for box in boxes for number in box]
