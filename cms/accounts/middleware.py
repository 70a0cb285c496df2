"""The door of the back office."""

from __future__ import annotations

from collections.abc import Callable

from allauth.core.internal.httpkit import add_query_params
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.accounts.inline_scripts import admit_known_scripts
from cms.accounts.rules import may_enter_admin, needs_second_factor

ADMIN = "/admin/"
# Open to everybody: signing in and out, and what the pages of Wagtail need to be drawn at all.
OPEN = ("/admin/login/", "/admin/logout/", "/admin/jsi18n/", "/admin/sprite/")


class AdminDoor:
    """Under /admin/: staff come in, once they have their second factor; other people get a plain 403.

    Wagtail would send a signed-in resident back to the sign-in page, which would send them on again.
    Nobody signed in: Wagtail's own check redirects.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        response = self.get_response(request)
        if request.path.startswith(ADMIN) and isinstance(response, HttpResponse) and _is_page(response):
            html = response.content.decode(response.charset)
            response.content = admit_known_scripts(html, lambda: _nonce(request)).encode(response.charset)
        return response

    def process_view(
        self, request: HttpRequest, _view: object, _args: tuple[object, ...], _kwargs: dict[str, object]
    ) -> HttpResponseBase | None:
        """Runs after the language is known and inside the handling of errors, so that a 403 is a page."""
        if (
            not request.path.startswith(ADMIN)
            or request.path.startswith(OPEN)
            or not request.user.is_authenticated
        ):
            return None
        if not may_enter_admin(request.user):
            raise PermissionDenied
        if needs_second_factor(request.user):
            messages.info(request, _("Before you go on, set up a second step for signing in."))
            return redirect(add_query_params(reverse("mfa_activate_totp"), {"next": request.get_full_path()}))
        return None


def _is_page(response: HttpResponse) -> bool:
    return response.get("Content-Type", "").startswith("text/html") and b"<script>" in response.content


def _nonce(request: HttpRequest) -> str:
    return str(request.csp_nonce)  # type: ignore[attr-defined]  # of django-csp
