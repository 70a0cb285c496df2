"""Is the process alive, and can it work? Asked by supervisors at any host name, so before a municipality is known."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError, connection
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseNotFound, JsonResponse
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

# A task that waits longer than this says that no worker takes any.
WORKER_PATIENCE = timedelta(minutes=5)
LOOPBACK = ("127.0.0.1", "::1")


def alive(_request: HttpRequest) -> HttpResponse:
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


def worker_keeps_up() -> bool:
    """No background task has been waiting for long."""
    try:
        return (
            not DBTaskResult.objects.ready().filter(enqueued_at__lt=timezone.now() - WORKER_PATIENCE).exists()
        )
    except DatabaseError:
        return False


def ready(_request: HttpRequest) -> HttpResponse:
    """The process can serve: 200, or 503 and which part fails."""
    parts = {"database": database_answers(), "storage": storage_is_writable(), "worker": worker_keeps_up()}
    return JsonResponse(parts, status=200 if all(parts.values()) else 503)


def metrics(request: HttpRequest) -> HttpResponse:
    """Counts for Prometheus, in its text format. Not public: only this machine is answered, and through no proxy."""
    if request.META.get("REMOTE_ADDR") not in LOOPBACK or "HTTP_X_FORWARDED_FOR" in request.META:
        return HttpResponseNotFound("404\n", content_type="text/plain")
    counts = DBTaskResult.objects.order_by().values_list("status").annotate(Count("id"))
    lines = ["# HELP portal_tasks Background tasks by state.", "# TYPE portal_tasks gauge"]
    lines += [f'portal_tasks{{state="{state.lower()}"}} {count}' for state, count in counts]
    lines += ["# HELP portal_up The process answers.", "# TYPE portal_up gauge", "portal_up 1", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; version=0.0.4; charset=utf-8")


PROBES: dict[str, Callable[[HttpRequest], HttpResponse]] = {
    "/healthz": alive,
    "/readyz": ready,
    "/metrics": metrics,
}
