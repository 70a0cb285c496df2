"""Questions of passers-by take no more of the database than a moment."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from django.db import OperationalError
from psycopg.errors import QueryCanceled

from cms.kit.reading import reading

SECONDS = 4


class GaveUp(Exception):
    """The server worked on a question for too long."""


@contextmanager
def bounded() -> Iterator[None]:
    """Inside, the database is only read, and gives up in time: GaveUp."""
    try:
        with reading(seconds=SECONDS, for_page=True):
            yield
    except OperationalError as problem:
        if isinstance(problem.__cause__, QueryCanceled):
            raise GaveUp from problem
        raise
