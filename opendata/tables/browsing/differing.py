"""The rows that differ between a revision and the one before, apart from those that only took another form."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from typing import Any

from django.db import connection
from psycopg import sql

from opendata.tables.announced import leaving_of
from opendata.tables.contract import Field
from opendata.tables.reading import Facts
from opendata.tables.shelf.history import Then, rows_at, values_then
from opendata.tables.shelf.names import column, side_table, table
from opendata.tables.shelf.source import text_of

SIDES = ("before", "after")


def emptied_columns(facts: Facts, before: Then, now: Then) -> list[Field]:
    """Those that had values until this revision, and have none from it on because they go, or have gone since."""
    leaving, stood = leaving_of(facts), {field.name for field in before.fields}
    return [
        field
        for field in now.fields
        if field.name in stood
        and (field.name in leaving or field.name not in facts.by_name)
        and _has_value(facts.name, before, field.name)
        and not _has_value(facts.name, now, field.name)
    ]


def _has_value(name: str, then: Then, field: str) -> bool:
    statement = sql.SQL("SELECT EXISTS (SELECT FROM {} WHERE {} IS NOT NULL)").format(
        rows_at(name, then), column(field)
    )
    return bool(_all(statement)[0][0])


def differing_rows(
    name: str, before: Then, now: Then, *, asked: Collection[str] | None, after: int | None, most: int
) -> list[tuple[Any, ...]]:
    """(rowid, was there, is there, moved, values before …, values after …) by row id.

    Of rows that stay only those with another place, or another value in an `asked` column; all where that is None:
    then each side gives its first rows only, as what comes first on the whole comes first on its own side too.
    """
    statement = sql.SQL("""
        SELECT rowid, before.here IS NOT NULL, after.here IS NOT NULL, before.geom IS DISTINCT FROM after.geom
            {before} {after}
        FROM {pairs} WHERE {differs} ORDER BY rowid LIMIT {most}
    """).format(
        before=_named(before.fields, "before"),
        after=_named(now.fields, "after"),
        pairs=_pairs(name, before, now, after=after, most=None if asked is not None else most),
        differs=sql.SQL("TRUE") if asked is None else _differs(before, now, asked),
        most=sql.Literal(most),
    )
    return _all(statement)


def count_of_form_alone(name: str, before: Then, now: Then, *, asked: Collection[str]) -> int:
    """How many rows of the revision differ in nothing that is asked for."""
    statement = sql.SQL("SELECT count(*) FROM {} WHERE NOT ({})").format(
        _pairs(name, before, now, after=None, most=None), _differs(before, now, asked)
    )
    return int(_all(statement)[0][0])


def _pairs(name: str, before: Then, now: Then, *, after: int | None, most: int | None) -> sql.Composed:
    """What a revision wrote, beside what it wrote over; `most` of each side, `after` a row id."""
    _on_shelf, gone = values_then(name, before)
    standing, outdated = values_then(name, now)
    return sql.SQL("""
        (
            SELECT rowid, TRUE AS here, geom, {gone} FROM {past} WHERE until = {n} {on} {first}
        ) AS before
        FULL JOIN (
            SELECT * FROM (
                SELECT rowid, TRUE AS here, geom, {standing} FROM {shelf} WHERE since = {n} {on}
                UNION ALL
                SELECT rowid, TRUE AS here, geom, {outdated} FROM {past}
                WHERE since = {n} AND until > {n} {on}
            ) AS states
            {first}
        ) AS after USING (rowid)
    """).format(
        gone=gone,
        standing=standing,
        outdated=outdated,
        shelf=table(name),
        past=side_table(name, "past"),
        first=sql.SQL("") if most is None else sql.SQL("ORDER BY rowid LIMIT {}").format(sql.Literal(most)),
        n=sql.Literal(now.revision),
        on=sql.SQL("") if after is None else sql.SQL("AND rowid > {}").format(sql.Literal(after)),
    )


def _differs(before: Then, now: Then, asked: Collection[str]) -> sql.Composed:
    """A row came, went or moved, or has another value in one of the columns; 7 that is a text now is the same."""
    types = {field.name: field.type for field in before.fields}
    parts: list[sql.Composable] = [
        sql.SQL("before.here IS NULL OR after.here IS NULL OR before.geom IS DISTINCT FROM after.geom")
    ]
    for field in now.fields:
        if field.name not in asked or field.name not in types:
            continue
        same_type = types[field.name] is field.type
        one = (
            sql.SQL("{} IS DISTINCT FROM {}") if same_type else sql.SQL("{}::text IS DISTINCT FROM {}::text")
        )
        old, new = (sql.Composed([sql.Identifier(side), sql.SQL("."), column(field.name)]) for side in SIDES)
        parts.append(one.format(old, new))
    return sql.Composed([sql.SQL(" OR ").join(parts)])


def _named(fields: Sequence[Field], side: str) -> sql.Composed:
    return sql.SQL("").join(
        sql.SQL(", {}.{}").format(sql.Identifier(side), column(field.name)) for field in fields
    )


def _all(statement: sql.Composed) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(text_of(statement))
        return list(cursor.fetchall())
