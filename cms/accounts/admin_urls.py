"""Stands before Wagtail's own addresses under /admin/ and takes the place of its sign-in pages."""

from __future__ import annotations

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, re_path

from cms.accounts.views import admin_login


def no_such_page(request: HttpRequest, *_args: str, **_kwargs: str) -> HttpResponse:
    """There are no passwords to reset."""
    raise Http404


urlpatterns = [
    path("login/", admin_login, name="admin_login"),
    re_path(r"^password_reset/", no_such_page),
]
