"""What goes wrong with a form, each in one line."""

from __future__ import annotations


class DraftIsClosed(Exception):
    """It was sent, has expired or was thrown away."""


class ChangedElsewhere(Exception):
    """The step was changed in another window since this page was drawn."""


class NotComplete(Exception):
    """Answers are missing or wrong; the reading says which."""


class Refused(Exception):
    """The room that takes the answers does not take them: its message is for the person."""
