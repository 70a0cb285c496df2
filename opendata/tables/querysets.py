"""Questions to the shelf: which collections there are, and which of their rows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Self

from django.db import connection, models
from psycopg import sql

from opendata.tables.contract import Field
from opendata.tables.narrowing import Where, where_of
from opendata.tables.shelf.blocks import BLOCK_BITS
from opendata.tables.shelf.columns import equals
from opendata.tables.shelf.history import Then, rows_at
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.ordering import Condition, SortKey, behind, order_by

# What other wings may use, beside the classes here: conditions of people as SQL, and names of columns.
__all__ = [
    "BBox",
    "CollectionQuerySet",
    "Place",
    "RowQuery",
    "Statement",
    "Where",
    "column",
    "revision_stamp",
    "where_of",
]

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
class Place:
    """Where a page ended: the row's place in the order, and its id, which leads there when the order is new.

    `values`: those of the columns that a query sorts by, as text.
    """

    seq: int
    rowid: int
    values: tuple[str | None, ...] = ()


@dataclass(frozen=True)
class RowQuery:
    """Which rows of a collection, always in one order: along the curve that the shelf is written in, or `order`.

    `filters`: fields with the value they must have (values.parse_value); None asks for rows without a value.
    `properties`: the fields that an answer shall carry, None for all.
    `where`: one more condition over the columns, with its parameters.
    `then`: an earlier state (at least Facts.oldest_revision), in the order of the row ids.
    """

    collection: str
    after: Place | None = None
    limit: int | None = None
    bbox: BBox | None = None
    filters: tuple[tuple[Field, Any], ...] = ()
    ids: tuple[int, ...] | None = None
    fid: str | None = None
    properties: tuple[Field, ...] | None = None
    where: tuple[sql.Composable, tuple[Any, ...]] | None = None
    then: Then | None = None
    order: tuple[SortKey, ...] = ()

    @property
    def revision(self) -> int | None:
        """The earlier revision that is asked for, None for the present."""
        return self.then.revision if self.then else None

    @property
    def is_whole(self) -> bool:
        """No condition but the place in the order: the collection's own row count is the number matched."""
        return self.bbox is None and self.then is None and not self._narrowed

    @property
    def _narrowed(self) -> bool:
        """Any condition beside box, place and revision."""
        return bool(self.filters) or self.ids is not None or self.fid is not None or self.where is not None

    @property
    def tie(self) -> sql.Composable:
        """The column that puts rows in order that are alike otherwise."""
        return sql.SQL("seq" if self.then is None else "rowid")

    def conditions(self) -> tuple[sql.Composable, list[Any]]:
        """The WHERE clause with its parameters, without the place to go on after; `TRUE` for all rows."""
        parts: list[sql.Composable] = []
        parameters: list[Any] = []
        if self.ids is not None:
            parts.append(sql.SQL("rowid = ANY(%s)"))
            parameters.append(list(self.ids))
        if self.fid is not None:
            parts.append(sql.SQL("rowid = %s"))
            parameters.append(_rowid_of(self.fid))
        if self.bbox is not None:
            condition_of_box, corners = _inside(self.bbox)
            parts.append(condition_of_box)
            parameters += corners
        for field, value in self.filters:
            condition_of_field, values = _has_value(field, value)
            parts.append(condition_of_field)
            parameters += values
        if self.where is not None:
            parts.append(sql.SQL("({})").format(self.where[0]))
            parameters += self.where[1]
        return (sql.SQL(" AND ").join(parts) if parts else sql.SQL("TRUE")), parameters

    def select(self, columns: sql.Composable) -> Statement:
        """`SELECT columns …` of the rows, ordered and limited."""
        plain = not self._narrowed and not self.order and self.then is None
        if self.bbox is not None and self.limit is not None and plain:
            return self._select_by_blocks(columns, self.bbox, self.limit)
        stretches = self._stretches(columns)
        parameters = [value for _statement, values in stretches for value in values]
        if len(stretches) == 1:
            return stretches[0][0].as_string(None), parameters
        # One after the other: each is in order, and the second is read only where the first ends the page early.
        whole = sql.SQL("SELECT * FROM ({}) AS stretches").format(
            sql.SQL(" UNION ALL ").join(sql.SQL("({})").format(statement) for statement, _values in stretches)
        )
        if self.limit is not None:
            whole += sql.SQL(" LIMIT %s")
            parameters.append(self.limit)
        return whole.as_string(None), parameters

    def _stretches(self, columns: sql.Composable) -> list[Condition]:
        if self.after is None:
            return [self._stretch(columns, None)]
        if not self.order:
            return [self._stretch(columns, self._behind(self.after))]
        place = self._place(self.after)
        return [
            self._stretch(columns, condition)
            for condition in behind(self.order, self.after.values, self.tie, place)
        ]

    def _stretch(self, columns: sql.Composable, more: Condition | None) -> Condition:
        where, parameters = self.conditions()
        if more is not None:
            where = sql.SQL("{} AND {}").format(where, more[0])
            parameters += more[1]
        statement = sql.SQL("SELECT {columns} FROM {rows} WHERE {where} ORDER BY {order}").format(
            columns=columns, rows=self.rows(), where=where, order=order_by(self.order, self.tie)
        )
        if self.limit is not None:
            statement += sql.SQL(" LIMIT %s")
            parameters.append(self.limit)
        return statement, parameters

    def count(self) -> int:
        """How many rows there are; reads them all, so not for every request."""
        where, parameters = self.conditions()
        statement = sql.SQL("SELECT count(*) FROM {} WHERE {}").format(self.rows(), where)
        with connection.cursor() as cursor:
            cursor.execute(statement.as_string(None), parameters)
            return int(cursor.fetchone()[0])

    def within(self, bbox: BBox) -> RowQuery:
        """The same, inside a box."""
        return replace(self, bbox=bbox)

    def rows(self) -> sql.Composable:
        """The table, or a subselect of the rows as they were at the revision."""
        if self.then is None:
            return table(self.collection)
        return rows_at(self.collection, self.then)

    def _behind(self, place: Place) -> tuple[sql.Composable, list[Any]]:
        code, parameters = self._place(place)
        return sql.SQL("{} > {}").format(self.tie, code), parameters

    def _place(self, place: Place) -> tuple[sql.Composable, list[Any]]:
        if self.then is not None:
            return sql.SQL("%s"), [place.rowid]
        # The row's place as it is now; where the row is gone, its place as it was.
        now = sql.SQL("(SELECT last.seq FROM {} AS last WHERE last.rowid = %s)").format(
            table(self.collection)
        )
        return sql.SQL("coalesce({}, %s)").format(now), [place.rowid, place.seq]

    def _select_by_blocks(self, columns: sql.Composable, bbox: BBox, limit: int) -> Statement:
        """Visits the blocks that meet the box, in order, until the page is full (shelf/blocks.py).

        CASE keeps PostgreSQL from asking the index of geometries, which would read all of a large box first.
        """
        box, corners = _boxes(bbox)
        behind: sql.Composable = sql.SQL("TRUE")
        first: sql.Composable = sql.SQL("TRUE")
        places: list[Any] = []
        if self.after is not None:
            behind, places = self._behind(self.after)
            # Blocks before the place hold nothing more; `behind` is exact within the first one.
            now = sql.SQL("(SELECT last.seq FROM {} AS last WHERE last.rowid = %s)").format(
                table(self.collection)
            )
            first = sql.SQL('"the block" >= coalesce({}, %s) >> {}').format(now, sql.Literal(BLOCK_BITS))
        statement = sql.SQL("""
            SELECT {columns}
            FROM {blocks} AS blocks ("the block", "its box", "its unplaced")
            CROSS JOIN LATERAL (
                SELECT * FROM {shelf}
                WHERE seq >= "the block" << {bits} AND seq < ("the block" + 1) << {bits} AND {behind}
                    AND CASE WHEN geom IS NULL THEN TRUE ELSE {meets} END
                ORDER BY seq
            ) AS rows
            WHERE ("its unplaced" OR {near}) AND {first}
            ORDER BY "the block", seq
            LIMIT %s
        """).format(
            columns=columns,
            blocks=side_table(self.collection, "box"),
            shelf=table(self.collection),
            bits=sql.Literal(BLOCK_BITS),
            behind=behind,
            first=first,
            meets=_any_of(sql.SQL("ST_Intersects(geom, {})"), box),
            near=_any_of(sql.SQL('"its box" && {}'), box),
        )
        return statement.as_string(None), [*places, *corners, *corners, *places, limit]


def _has_value(field: Field, value: Any) -> tuple[sql.Composable, Sequence[Any]]:
    if value is None:
        return sql.SQL("({} IS NULL)").format(column(field.name)), []
    condition = equals(field)
    return condition, [value] * condition.as_string(None).count("%s")


def _rowid_of(fid: str) -> int | None:
    """The row id that an address names; None, which no row has, for any other text."""
    if not fid.isascii() or not fid.lstrip("-").isdigit() or len(fid) > 20:
        return None
    rowid = int(fid)
    return rowid if str(rowid) == fid and -(2**63) <= rowid < 2**63 else None


def _boxes(bbox: BBox) -> tuple[list[sql.Composable], list[float]]:
    """One box, or two around the 180th meridian: each as SQL with four parameters."""
    west, south, east, north = bbox
    boxes = [bbox] if west <= east else [(west, south, 180.0, north), (-180.0, south, east, north)]
    # The envelope of a diagonal is right for boxes without width or height too.
    one = sql.SQL("ST_Envelope(ST_SetSRID(ST_MakeLine(ST_Point(%s, %s), ST_Point(%s, %s)), 4326))")
    return [one] * len(boxes), [number for box in boxes for number in box]


def _any_of(condition: sql.SQL, boxes: Sequence[sql.Composable]) -> sql.Composed:
    """The condition met by at least one box."""
    return sql.SQL("({})").format(sql.SQL(" OR ").join(condition.format(box) for box in boxes))


def _inside(bbox: BBox) -> tuple[sql.Composable, Sequence[float]]:
    """Rows whose geometry meets the box, and those without one (OGC, /req/core/fc-bbox-response)."""
    boxes, corners = _boxes(bbox)
    meets = _any_of(sql.SQL("ST_Intersects(geom, {})"), boxes)
    return sql.SQL("({} OR geom IS NULL)").format(meets), corners
