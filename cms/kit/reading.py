"""The manner in which the open API asks the database: read only, with a limit on time, as a role that may only read.

The manner belongs to the connection (cms.municipalities.postgis): it is told to the server together with the
municipality's schema, and only where the server does not stand in it already, so that one request after another of
the same kind costs no round trip more.
"""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass
from functools import lru_cache

from django.conf import settings

from cms.kit.registry import Registry
from cms.kit.schemas import town_connection

# Beginnings of the names of tables that the reading role may read, by room.
readable_tables: Registry[tuple[str, ...]] = Registry("readable tables")


@dataclass(frozen=True)
class Manner:
    """`role` empty: the connection's own. `seconds`: how long the server works on one statement."""

    seconds: int
    role: str = ""

    def statements(self) -> list[str]:
        """What the server is told."""
        role = self.role.replace('"', '""')
        return [
            f'SET ROLE "{role}"' if role else "RESET ROLE",
            "SET default_transaction_read_only = on",
            f"SET statement_timeout = {int(self.seconds) * 1000}",
        ]


# Back to what the connection was opened with.
USUAL = ["RESET ROLE", "RESET default_transaction_read_only", "RESET statement_timeout"]


class _In:
    """The manner from `with` to its end, then the one before. (A class: it is quicker than a generator.)"""

    def __init__(self, manner: Manner | None) -> None:
        self.manner = manner

    def __enter__(self) -> None:
        self.former: Manner | None = town_connection.manner
        town_connection.take_manner(self.manner)

    def __exit__(self, *_error: object) -> None:
        town_connection.take_manner(self.former)


def reading(*, seconds: int | None = None, for_page: bool = False) -> AbstractContextManager[None]:
    """Inside, the database is only read, and gives up in time.

    `for_page`: the answer may be a page for people, whose frame tells who is signed in and shows the menus: it is
    read under the usual role, as these tables are none of the reading role's business.
    """
    role = "" if for_page else settings.API_DATABASE_ROLE
    return _In(_manner(seconds or settings.API_SECONDS, role))


def writing() -> AbstractContextManager[None]:
    """Inside of `reading`: a note that must be written all the same. Not inside a transaction that has begun."""
    return _In(None)


@lru_cache(maxsize=64)
def _manner(seconds: int, role: str) -> Manner:
    return Manner(seconds, role)
