"""What goes wrong with cases, each in one line."""

from __future__ import annotations

from datetime import date


class MoveNotAllowed(Exception):
    """The case cannot go from where it stands to where it was sent: somebody was faster, or it is too early."""

    def __init__(self, state: str, wanted: str) -> None:
        super().__init__(f"{state} -> {wanted}")
        self.state, self.wanted = state, wanted


class NotYours(Exception):
    """This person may not do that with this case."""


class ReasonMissing(Exception):
    """Whoever does this must say why."""


class AwayAlready(Exception):
    """The officer is already noted as away on one of these days."""


class SubstituteNotFit(Exception):
    """The substitute is of another department, works on no cases, or is away for the whole time."""


class OwnRequest(Exception):
    """Nobody files for themselves at the counter: officers ask like everybody else."""


class NoObjection(Exception):
    """The portal takes no objection to this decision: it was granted, or the service offers none."""


class ObjectionTooLate(Exception):
    """The last day on which one could object is over."""

    def __init__(self, last_day: date) -> None:
        super().__init__(f"{last_day:%Y-%m-%d}")
        self.last_day = last_day
