"""The one family of errors that an API answers with, and the one map from them to status codes (RFC 9457)."""

from __future__ import annotations

from enum import StrEnum

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _


class ProblemKind(StrEnum):
    """Kinds of problem; the value is the last part of the problem's type address."""

    BAD_PARAMETER = "bad-parameter"
    UNKNOWN_PARAMETER = "unknown-parameter"
    NOT_FOUND = "not-found"
    GONE = "gone"
    METHOD_NOT_ALLOWED = "method-not-allowed"
    NOT_ACCEPTABLE = "not-acceptable"
    BAD_KEY = "bad-key"
    TOO_MANY = "too-many-requests"
    TOO_SLOW = "too-slow"
    FAILED = "failed"


STATUS: dict[ProblemKind, int] = {
    ProblemKind.BAD_PARAMETER: 400,
    ProblemKind.UNKNOWN_PARAMETER: 400,
    ProblemKind.NOT_FOUND: 404,
    ProblemKind.GONE: 410,
    ProblemKind.METHOD_NOT_ALLOWED: 405,
    ProblemKind.NOT_ACCEPTABLE: 406,
    ProblemKind.BAD_KEY: 401,
    ProblemKind.TOO_MANY: 429,
    ProblemKind.TOO_SLOW: 503,
    ProblemKind.FAILED: 500,
}

TITLES: dict[ProblemKind, str | Promise] = {
    ProblemKind.BAD_PARAMETER: _("A parameter has a value that cannot be used"),
    ProblemKind.UNKNOWN_PARAMETER: _("There is no such parameter"),
    ProblemKind.NOT_FOUND: _("There is nothing at this address"),
    ProblemKind.GONE: _("This is no longer kept"),
    ProblemKind.METHOD_NOT_ALLOWED: _("This address can only be read"),
    ProblemKind.NOT_ACCEPTABLE: _("There is no answer in the format asked for"),
    ProblemKind.BAD_KEY: _("This key opens nothing"),
    ProblemKind.TOO_MANY: _("You have asked for a lot in a short time"),
    ProblemKind.TOO_SLOW: _("The answer took too long"),
    ProblemKind.FAILED: _("Something went wrong here"),
}


class Problem(Exception):
    """An answer that is a problem. `parameter` names the parameter at fault, where there is one."""

    kind = ProblemKind.FAILED
    headers: dict[str, str] = {}

    def __init__(self, detail: str | Promise, *, parameter: str = "") -> None:
        super().__init__(str(detail))
        self.detail = detail
        self.parameter = parameter

    @property
    def status(self) -> int:
        """The HTTP status of this kind of problem."""
        return STATUS[self.kind]


class BadParameter(Problem):
    """A known parameter with a value that cannot be used."""

    kind = ProblemKind.BAD_PARAMETER


class UnknownParameter(Problem):
    """A parameter that the address does not know."""

    kind = ProblemKind.UNKNOWN_PARAMETER


class NothingThere(Problem):
    """No such collection, item or tile."""

    kind = ProblemKind.NOT_FOUND


class Gone(Problem):
    """What was there once and is not kept."""

    kind = ProblemKind.GONE


class NotAllowed(Problem):
    """A method other than those for reading."""

    kind = ProblemKind.METHOD_NOT_ALLOWED


class NotAcceptable(Problem):
    """None of the formats in `Accept`."""

    kind = ProblemKind.NOT_ACCEPTABLE


class BadKey(Problem):
    """A key that nobody knows, that has ended, or that was taken back."""

    kind = ProblemKind.BAD_KEY
    headers = {"WWW-Authenticate": "Bearer"}


class TooMany(Problem):
    """The reader's units are used up; `retry_after` in seconds."""

    kind = ProblemKind.TOO_MANY

    def __init__(self, detail: str | Promise, *, retry_after: int) -> None:
        super().__init__(detail)
        self.headers = {"Retry-After": str(retry_after)}


class TooSlow(Problem):
    """The database gave up in time."""

    kind = ProblemKind.TOO_SLOW
    headers = {"Retry-After": "5"}
