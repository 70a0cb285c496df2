"""What can go wrong with a file."""

from __future__ import annotations

from opendata.exports.choices import Reason


class BadMove(ValueError):
    """A state that cannot follow the standing one: a mistake in the code."""


class Refused(Exception):
    """The file cannot be made, for a reason that people are told."""

    def __init__(self, reason: Reason) -> None:
        super().__init__(reason.value)
        self.reason = reason
