"""Is the process alive, and can it work? Asked by supervisors at any host name, so before a municipality is known."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.http import HttpResponse, JsonResponse


def alive() -> HttpResponse:
    """The process answers."""
    return HttpResponse("ok\n", content_type="text/plain")


def database_answers() -> bool:
    """A query goes through."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def storage_is_writable() -> bool:
    """Files can be put where uploads go."""
    folder = Path(settings.PRIVATE_ROOT)
    try:
        folder.mkdir(parents=True, exist_ok=True)
        probe = folder / ".probe"
        probe.write_text("ok")
        probe.unlink(missing_ok=True)
    except OSError:
        return False
    return True


def ready() -> HttpResponse:
    """The process can serve: 200, or 503 and which part fails."""
    parts = {"database": database_answers(), "storage": storage_is_writable()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


PROBES: dict[str, Callable[[], HttpResponse]] = {"/healthz": alive, "/readyz": ready}
