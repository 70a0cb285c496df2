"""Public pages look the same for everybody, so that one answer serves all. Staff see their own."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.cache import patch_cache_control

# Long enough to spare a reload, short enough that a correction is seen while one is still on the phone.
BROWSER_SECONDS = 60


def may_be_staff(request: HttpRequest) -> bool:
    """Whether the request carries a session. Asking for the user would make the answer vary by cookie."""
    return settings.SESSION_COOKIE_NAME in request.COOKIES


def is_editor(request: HttpRequest) -> bool:
    """A signed-in person who may enter the admin; false without a look at the session for everybody else."""
    user = getattr(request, "user", None)
    return bool(
        may_be_staff(request)
        and user
        and user.is_authenticated
        and user.has_perm("wagtailadmin.access_admin")
    )


def say_how_long(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Sets Cache-Control: a minute for the public, nothing for people with a session."""
    if may_be_staff(request) or getattr(request, "is_preview", False):
        patch_cache_control(response, private=True, no_store=True)
    else:
        patch_cache_control(response, public=True, max_age=BROWSER_SECONDS)
    return response
