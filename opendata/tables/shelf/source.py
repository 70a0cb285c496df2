"""From a definition's query to the rows as the shelf holds them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from psycopg import sql

from opendata.tables.contract import CollectionDefinition
from opendata.tables.errors import BadDefinition
from opendata.tables.shelf.columns import feature_text, plain_geometry, typed, web_geometry
from opendata.tables.shelf.names import column
from opendata.tables.shelf.zooms import first_zoom

Statement = tuple[str, tuple[Any, ...]]


def text_of(statement: sql.Composable) -> str:
    """The statement as text; every name in it has been checked and quoted."""
    return statement.as_string(None)


def written_columns(definition: CollectionDefinition) -> list[sql.Identifier]:
    """The columns of a shelf table that a definition decides, in the order of incoming_rows()."""
    own = ("rowid", "geom", "geom_web", "min_zoom", "feature")
    return [*(sql.Identifier(name) for name in own), *(column(field.name) for field in definition.fields)]


def source_query(definition: CollectionDefinition, ids: Sequence[int] | None) -> tuple[list[str], Statement]:
    """Names and SQL of the definition's own query. BadDefinition when it does not give the promised keys."""
    queryset = definition.rows(ids).order_by()
    query = queryset.query
    names = list(query.selected or (*query.extra_select, *query.values_select, *query.annotation_select))
    wanted = {"rowid", "geom", *(field.name for field in definition.fields)}
    if set(names) != wanted:
        difference = ", ".join(sorted(set(names) ^ wanted))
        raise BadDefinition(f"The rows of {definition.name} and its fields differ in: {difference}.")
    text, parameters = query.get_compiler(queryset.db).as_sql()
    return names, (text, tuple(parameters))


def incoming_rows(definition: CollectionDefinition, ids: Sequence[int] | None) -> Statement:
    """A SELECT of finished rows (written_columns) for the ids, or for all.

    Three layers: the values in their types, the web geometry over them, and the texts made of both. OFFSET
    keeps PostgreSQL from folding the layers and computing geometries several times. Its '0' is in quotes: a bare 0
    is cast first, which the planner takes for an unknown number of rows that no two processes could skip together.
    """
    names, (text, parameters) = source_query(definition, ids)
    aliases = {name: sql.Identifier(f"c{number}") for number, name in enumerate(names)}
    values = [
        sql.SQL("({})::bigint AS rowid").format(aliases["rowid"]),
        sql.SQL("{} AS geom").format(plain_geometry(definition.geometry_type, aliases["geom"])),
        *(
            sql.SQL("{} AS {}").format(typed(field, aliases[field.name]), column(field.name))
            for field in definition.fields
        ),
    ]
    before = sql.SQL("""
        SELECT {columns}
        FROM (
            SELECT *, {zoom} AS min_zoom, {feature} AS feature
            FROM (
                SELECT *, {web} AS geom_web
                FROM (
                    SELECT {values}
                    FROM (
    """).format(
        columns=sql.SQL(", ").join(written_columns(definition)),
        zoom=first_zoom(),
        feature=feature_text(definition.fields),
        web=web_geometry(),
        values=sql.SQL(", ").join(values),
    )
    after = sql.SQL("""
                    ) AS given({aliases}) OFFSET '0'
                ) AS typed OFFSET '0'
            ) AS placed OFFSET '0'
        ) AS ready
    """).format(aliases=sql.SQL(", ").join(aliases.values()))
    return text_of(before) + text + text_of(after), parameters
