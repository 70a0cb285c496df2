"""What can be wrong with a map's address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence


class NoSuchMap(LookupError):
    """No map of that name is registered."""


class BadAddress(ValueError):
    """An address that no map can be drawn from; `problems` says why, by parameter, in the page's language."""

    def __init__(self, problems: Mapping[str, Sequence[str]]) -> None:
        super().__init__(str(problems))
        self.problems = problems
