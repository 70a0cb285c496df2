"""The three buttons at the foot of every public page."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.urls import reverse

from pages.feedback.choices import Reason
from pages.feedback.signing import signed

# Pages that are somebody's own, or only lists of what was asked for.
WITHOUT = ("account", "search", "problem", "my")


def problem_form(request: HttpRequest) -> dict[str, Any] | None:
    """Where it is sent, for which page, and the reasons; None for what is no page for everybody."""
    parts = request.path.split("/")
    if request.method not in ("GET", "HEAD") or len(parts) < 2 or parts[1] not in _languages(request):
        return None
    if len(parts) > 2 and parts[2] in WITHOUT:
        return None
    return {
        "action": reverse("pages_feedback:report"),
        "page": signed(request.path),
        "reasons": [{"value": reason.value, "words": str(reason.label)} for reason in Reason],
    }


def _languages(request: HttpRequest) -> list[str]:
    return getattr(getattr(request, "tenant", None), "languages", None) or []
