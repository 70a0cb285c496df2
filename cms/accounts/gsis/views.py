"""There and back: where people are sent, where a code becomes a token, where the person is asked for."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponseBase

from cms.accounts.gsis.person import person_in

ID = "gsis"
View = Callable[..., HttpResponseBase]
SECONDS = 15


def server() -> str:
    """The address of the service, as the environment gives it; empty where none is set up."""
    apps = settings.SOCIALACCOUNT_PROVIDERS.get(ID, {}).get("APPS", [])
    return str(apps[0].get("settings", {}).get("server_url", "")).rstrip("/") if apps else ""


class GsisAdapter(OAuth2Adapter):
    """OAuth 2 with the authorization code; the person comes as XML."""

    provider_id = ID

    @property
    def authorize_url(self) -> str:
        """Where a person says who they are."""
        return f"{server()}/oauth/authorize"

    @property
    def access_token_url(self) -> str:
        """Where a code becomes a token."""
        return f"{server()}/oauth/token"

    @property
    def profile_url(self) -> str:
        """Where the token tells whose it is."""
        return f"{server()}/userinfo"

    def complete_login(self, request: HttpRequest, _app: Any, token: Any, **_more: Any) -> Any:
        with get_adapter().get_requests_session() as session:
            answer = session.get(
                self.profile_url,
                params={"format": "xml"},
                headers={"Authorization": f"Bearer {token.token}"},
                timeout=SECONDS,
            )
            answer.raise_for_status()
        return self.get_provider().sociallogin_from_response(request, person_in(answer.content))


def where_set_up(view: View) -> View:
    """Without settings there is no such page."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not server():
            raise Http404
        return view(request, *args, **kwargs)

    return asked


login = where_set_up(OAuth2LoginView.adapter_view(GsisAdapter))
callback = where_set_up(OAuth2CallbackView.adapter_view(GsisAdapter))
