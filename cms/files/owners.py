"""Whose a file is until a form takes it: somebody signed in, the holder of a draft's code, or a browser's session."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from hashlib import sha256

from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest

from cms.accounts.models import User

SESSION_KEY = "files-owner"


@dataclass(frozen=True)
class Owner:
    """One of the two is enough. Of a token only its hash is kept."""

    user: User | None = None
    token: str = ""

    @classmethod
    def of(cls, request: HttpRequest) -> Owner:
        """Whoever asks. A browser without a session gets one; signing in later does not lose the files."""
        user = request.user if isinstance(request.user, User) else None
        token = str(request.session.get(SESSION_KEY, ""))
        if not token and user is None:
            token = secrets.token_urlsafe(24)
            request.session[SESSION_KEY] = token
        return cls(user, token)

    @classmethod
    def asking(cls, request: HttpRequest) -> Owner:
        """The same for reading: nobody gets a session by it."""
        user = request.user if isinstance(request.user, User) else None
        return cls(user, str(request.session.get(SESSION_KEY, "")))

    @classmethod
    def person(cls, user: User | AnonymousUser) -> Owner:
        """Somebody signed in, without a request at hand."""
        return cls(user if isinstance(user, User) else None)

    @property
    def digest(self) -> str:
        """What is kept of the token; empty without one."""
        return sha256(self.token.encode()).hexdigest() if self.token else ""

    def __bool__(self) -> bool:
        return self.user is not None or bool(self.token)
