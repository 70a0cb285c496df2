"""A named list that a lower room opens and higher rooms fill while the apps start."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Generic, TypeVar

T = TypeVar("T")


class AlreadyRegistered(LookupError):
    """Two rooms claim the same name."""


class Registry(Generic[T]):
    """Things by name, in the order in which they were added.

    >>> doors: Registry[str] = Registry("doors")
    >>> doors.add("maps", "/maps/")
    >>> doors.get("maps")
    '/maps/'
    """

    def __init__(self, purpose: str) -> None:
        self.purpose = purpose
        self._things: dict[str, T] = {}

    def add(self, name: str, thing: T) -> None:
        """Adds a thing; the same name twice is a mistake in the code and raises AlreadyRegistered."""
        if name in self._things:
            raise AlreadyRegistered(f"{name} is already among the {self.purpose}.")
        self._things[name] = thing

    def get(self, name: str) -> T | None:
        """The thing of that name, or None."""
        return self._things.get(name)

    def __iter__(self) -> Iterator[T]:
        return iter(self._things.values())

    def __contains__(self, name: str) -> bool:
        return name in self._things

    def names(self) -> list[str]:
        """All names, in order of registration."""
        return list(self._things)
