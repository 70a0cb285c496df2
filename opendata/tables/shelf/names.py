"""Names of shelf tables and their columns. Only names that pass here ever reach SQL, and quoted."""

from __future__ import annotations

import re
from collections.abc import Iterable

from psycopg import sql

from opendata.tables.errors import BadDefinition

# No two hyphens side by side: a shelf's own side tables are named so.
COLLECTION_NAME = re.compile(r"(?=.{1,50}\Z)[a-z](?:-?[a-z0-9])*-?\Z")
# PostgreSQL cuts names at 63 bytes; a clash with our own columns adds underscores.
FIELD_NAME = re.compile(r"[A-Za-z_][A-Za-z0-9_]{0,55}\Z")
OWN_COLUMNS = frozenset(
    {"rowid", "fid", "key", "seq", "since", "until", "geom", "geom_web", "min_zoom", "feature"}
)
# PostgreSQL's own hidden columns.
SYSTEM_COLUMNS = frozenset({"tableoid", "xmin", "cmin", "xmax", "cmax", "ctid", "oid"})


def check_collection_name(name: str) -> str:
    """The name itself; BadDefinition when it cannot stand in an address."""
    if not COLLECTION_NAME.match(name):
        raise BadDefinition(f"{name!r} is no name for a collection: a-z, 0-9 and '-', at most 50.")
    return name


def check_field_names(names: Iterable[str]) -> None:
    """BadDefinition for a name that is no plain ASCII key, or that stands twice."""
    seen: set[str] = set()
    for name in names:
        if not FIELD_NAME.match(name):
            raise BadDefinition(f"{name!r} is no name for a field: letters a-z, digits and '_', at most 56.")
        if name in seen:
            raise BadDefinition(f"The field {name!r} stands twice.")
        seen.add(name)


def table_name(collection: str) -> str:
    """`public-spaces` lies in `shelf_public_spaces`."""
    return "shelf_" + check_collection_name(collection).replace("-", "_")


def table(collection: str) -> sql.Identifier:
    """The quoted table of a collection, in the current municipality's schema."""
    return sql.Identifier(table_name(collection))


def side_table(collection: str, part: str) -> sql.Identifier:
    """A table beside the shelf's: `box` (blocks.py), `past` (history.py), `keys` (keys.py), `tiles` (tiles.py) or
    `new` (ddl.py).
    """
    return sql.Identifier(f"{table_name(collection)}__{part}")


def column_name(field: str) -> str:
    """The column of a field: its name, with one more underscore where that would be a name of ours."""
    bare = field.rstrip("_").lower()
    return f"{field}_" if bare in OWN_COLUMNS or bare in SYSTEM_COLUMNS else field


def column(field: str) -> sql.Identifier:
    """The quoted column of a field."""
    return sql.Identifier(column_name(field))
