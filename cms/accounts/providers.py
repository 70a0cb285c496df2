"""Other sites that people may be sent to for signing in: what the policy must know, what may fail."""

from __future__ import annotations

import logging
from collections.abc import Callable
from functools import wraps
from http import HTTPStatus
from typing import Any
from urllib.parse import urlsplit

from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import render
from requests import RequestException

logger = logging.getLogger(__name__)
View = Callable[..., HttpResponseBase]


def provider_origins() -> list[str]:
    """`https://host` of every configured provider.

    One that asks people in at another host than its `server_url` names it in its `sign_in_origins`.
    """
    origins: dict[str, None] = {}
    kinds = settings.SOCIALACCOUNT_PROVIDERS.values()
    for app in [app for kind in kinds for app in kind.get("APPS", [])]:
        facts: dict[str, Any] = app.get("settings", {})
        address = urlsplit(facts.get("server_url", ""))
        origins.update(
            dict.fromkeys([f"{address.scheme}://{address.netloc}", *facts.get("sign_in_origins", [])])
        )
    return list(origins)


def leads_to_providers(view: View) -> View:
    """For pages with a button to a provider: browsers hold `form-action` against redirects too."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        response = view(request, *args, **kwargs)
        if origins := provider_origins():
            response._csp_update = {"form-action": origins}  # type: ignore[attr-defined]  # read by django-csp
        return response

    return wrapped


def survives_silence(view: View) -> View:
    """A provider that does not answer, or answers nonsense, is a page that says so."""

    @wraps(view)
    def wrapped(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return view(request, *args, **kwargs)
        except (RequestException, OAuth2Error):
            logger.exception("The provider failed")
            return render(request, "socialaccount/authentication_error.html", status=HTTPStatus.BAD_GATEWAY)

    return wrapped
