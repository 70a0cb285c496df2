"""What a staged table would change on the shelf, told before it does."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.tables.contract import CollectionDefinition, Field
from opendata.tables.models import Collection
from opendata.tables.shelf.columns import plain_geometry, typed
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.source import text_of

MOST_SAMPLES = 100


@dataclass(frozen=True)
class ChangedRow:
    """A row whose values differ: by field, the value before and the one after; `moved`: its place too."""

    key: str
    values: Mapping[str, tuple[Any, Any]]
    moved: bool


@dataclass(frozen=True)
class Comparison:
    """Counts, and the first rows of each kind. Values are compared in the fields that both have.

    A value of a field that has another type now differs where it is lost: else it is the same one, written otherwise.
    """

    added: int = 0
    changed: int = 0
    removed: int = 0
    # Rows that both have, by their key: changed ones and others.
    kept: int = 0
    # Of the changed rows: how many have another value, by field (none where none has), and how many another place.
    changed_in: Mapping[str, int] = field(default_factory=dict)
    moved: int = 0
    added_rows: Sequence[Mapping[str, Any]] = ()
    changed_rows: Sequence[ChangedRow] = ()
    removed_rows: Sequence[Mapping[str, Any]] = ()
    new_fields: Sequence[str] = ()
    # Readers who count on these will notice: a breaking change.
    dropped_fields: Sequence[str] = ()
    retyped_fields: Sequence[str] = ()
    shared_fields: Sequence[Field] = field(default_factory=tuple)

    @property
    def is_breaking(self) -> bool:
        """Whether a program that reads the collection may stop working."""
        return bool(self.dropped_fields or self.retyped_fields)


def compare_table(definition: CollectionDefinition, staging: str) -> Comparison:
    """A staging table (actions.publish_table) beside the shelf; a new collection has only added rows."""
    collection = Collection.objects.named(definition.name).first()
    if collection is None or not collection.revision:
        return Comparison(
            added=_one(sql.SQL("SELECT count(*) FROM {}").format(sql.Identifier(staging)))[0],
            added_rows=_rows(_staged_sample(definition.fields, staging, sql.SQL("TRUE")), definition.fields),
            new_fields=[one.name for one in definition.fields],
        )
    before = {one.name: one for one in collection.columns}
    after = {one.name: one for one in definition.fields}
    shared = [one for name, one in after.items() if name in before and before[name].type is one.type]
    retyped = [one for name, one in after.items() if name in before and before[name].type is not one.type]
    asked = [*(_Asked(one, only_lost=True) for one in retyped), *map(_Asked, shared)]
    pairs = _pairs(definition, staging, asked)
    added, removed, changed, moved, *by_field = _one(_counts(pairs, asked))
    known = sql.SQL(
        "NOT EXISTS (SELECT FROM {keys} AS keys JOIN {shelf} AS shelf USING (rowid) WHERE keys.key = staged.key)"
    ).format(keys=side_table(definition.name, "keys"), shelf=table(definition.name))
    return Comparison(
        added=added,
        changed=changed,
        removed=removed,
        kept=collection.row_count - removed,
        changed_in={one.name: count for one, count in zip(asked, by_field, strict=True) if count},
        moved=moved,
        added_rows=_rows(_staged_sample(definition.fields, staging, known), definition.fields),
        changed_rows=_changed(pairs, asked),
        removed_rows=_rows(_gone_sample(pairs, asked), asked),
        new_fields=[name for name in after if name not in before],
        dropped_fields=[name for name in before if name not in after],
        retyped_fields=[one.name for one in retyped],
        shared_fields=shared,
    )


@dataclass(frozen=True)
class _Asked:
    """A field that both states have. `only_lost`: of another type now, so that values cannot be held to one another."""

    field: Field
    only_lost: bool = False

    @property
    def name(self) -> str:
        return self.field.name

    @property
    def before(self) -> sql.Identifier:
        return sql.Identifier(f"old {self.name}"[:63])

    @property
    def after(self) -> sql.Identifier:
        return sql.Identifier(f"new {self.name}"[:63])

    @property
    def differs(self) -> sql.Composed:
        if self.only_lost:
            return sql.SQL("({} IS NOT NULL AND {} IS NULL)").format(self.before, self.after)
        return sql.SQL("{} IS DISTINCT FROM {}").format(self.before, self.after)

    def has_changed(self, before: Any, after: Any) -> bool:
        """The same of values that were read."""
        return before is not None and after is None if self.only_lost else before != after


def _pairs(definition: CollectionDefinition, staging: str, asked: Sequence[_Asked]) -> sql.Composed:
    """Rows that differ, with the values before and after."""
    fresh = [sql.SQL("{} AS {}").format(typed(one.field, _staged(one)), one.after) for one in asked]
    stood = [sql.SQL("shelf.{} AS {}").format(column(one.name), one.before) for one in asked]
    return sql.SQL("""
        SELECT *
        FROM (
            SELECT *, "old key" IS NULL AS "is new", key IS NULL AS "is gone",
                NOT ("old geom" IS NOT DISTINCT FROM "new geom") AS "is moved"
            FROM (SELECT key, {geom} AS "new geom" {fresh} FROM {staging}) AS staged
            FULL JOIN (
                SELECT keys.key AS "old key", shelf.geom AS "old geom" {stood}
                FROM {shelf} AS shelf JOIN {keys} AS keys USING (rowid)
            ) AS stood ON "old key" = key
        ) AS pairs
        WHERE "is new" OR "is gone" OR "is moved" {differing}
    """).format(
        geom=plain_geometry(definition.geometry_type, sql.SQL("geom")),
        fresh=_more(fresh),
        staging=sql.Identifier(staging),
        stood=_more(stood),
        shelf=table(definition.name),
        keys=side_table(definition.name, "keys"),
        differing=sql.SQL("").join(sql.SQL(" OR {}").format(one.differs) for one in asked),
    )


def _counts(pairs: sql.Composed, asked: Sequence[_Asked]) -> sql.Composed:
    """All numbers in one pass: the join of both states is what takes the time."""
    both = 'NOT "is new" AND NOT "is gone"'
    changed = [sql.SQL('"is moved"'), *(one.differs for one in asked)]
    return sql.SQL("""
        SELECT count(*) FILTER (WHERE "is new"), count(*) FILTER (WHERE "is gone"),
            count(*) FILTER (WHERE {both}) {changed}
        FROM ({pairs}) AS pairs
    """).format(
        both=sql.SQL(both),
        changed=_more([
            sql.SQL("count(*) FILTER (WHERE {} AND {})").format(sql.SQL(both), one) for one in changed
        ]),
        pairs=pairs,
    )  # fmt: skip


def _changed(pairs: sql.Composed, asked: Sequence[_Asked]) -> list[ChangedRow]:
    told = _more([sql.SQL("{}, {}").format(one.before, one.after) for one in asked])
    statement = sql.SQL("""
        SELECT key, "is moved" {} FROM ({}) AS pairs WHERE NOT "is new" AND NOT "is gone" ORDER BY key LIMIT {}
    """).format(told, pairs, sql.Literal(MOST_SAMPLES))
    found = []
    for key, moved, *pair in _all(statement):
        both = [(one, pair[2 * at], pair[2 * at + 1]) for at, one in enumerate(asked)]
        values = {one.name: (old, new) for one, old, new in both if one.has_changed(old, new)}
        found.append(ChangedRow(key, values, moved))
    return found


def _staged_sample(fields: Sequence[Field], staging: str, chosen: sql.Composable) -> sql.Composed:
    return sql.SQL("SELECT key {} FROM {} AS staged WHERE {} ORDER BY key LIMIT {}").format(
        _more([_staged(one) for one in fields]),
        sql.Identifier(staging),
        chosen,
        sql.Literal(MOST_SAMPLES),
    )


def _gone_sample(pairs: sql.Composed, asked: Sequence[_Asked]) -> sql.Composed:
    return sql.SQL('SELECT "old key" {} FROM ({}) AS pairs WHERE "is gone" ORDER BY 1 LIMIT {}').format(
        _more([one.before for one in asked]), pairs, sql.Literal(MOST_SAMPLES)
    )


def _rows(statement: sql.Composed, fields: Sequence[Field | _Asked]) -> list[dict[str, Any]]:
    """Each row as its values by field; the key under the empty name, which no field has."""
    return [dict(zip(("", *(one.name for one in fields)), row, strict=True)) for row in _all(statement)]


def _staged(one: Field | _Asked) -> sql.Identifier:
    """The column of a staging table, which has no columns of the shelf's own to make way for."""
    return sql.Identifier(one.name)


def _more(parts: Sequence[sql.Composable]) -> sql.Composed:
    return sql.SQL("").join(sql.SQL(", {}").format(part) for part in parts)


def _all(statement: sql.Composed) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        rows: list[tuple[Any, ...]] = cursor.fetchall()
    return rows


def _one(statement: sql.Composed) -> tuple[Any, ...]:
    return _all(statement)[0]
