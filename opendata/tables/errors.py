"""What can go wrong on the shelf."""

from __future__ import annotations


class BadDefinition(ValueError):
    """A collection describes itself as no table can be: a mistake in the code or in an upload."""


class UnknownCollection(LookupError):
    """No collection of that name is registered."""


class BadQuery(ValueError):
    """A question to the rows that cannot be asked: unknown column, or a value that is not of its type."""
