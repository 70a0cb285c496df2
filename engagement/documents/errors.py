"""What goes wrong with documents, each in one line."""

from __future__ import annotations

from collections.abc import Sequence


class TemplateBroken(Exception):
    """A document cannot be made of this template; `problems` are sentences for whoever edits it."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("; ".join(problems))
        self.problems = list(problems)


class NothingToIssue(Exception):
    """No template fits this case as it was decided, or it has not been decided."""


class IssuedAlready(Exception):
    """This decision has its document already."""


class NotValidAnyMore(Exception):
    """The document was revoked or replaced already, or was never sealed."""


class NoSealKey(Exception):
    """No key is set up for the electronic seal."""


class SealFailed(Exception):
    """The key or the timestamp service did not do its work."""
