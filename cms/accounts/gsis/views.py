"""There and back: where people are sent, where a code becomes a token, where the person is asked for."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.providers.oauth2.views import OAuth2Adapter, OAuth2CallbackView, OAuth2LoginView
from django.conf import settings
from django.http import HttpRequest

from cms.accounts.gsis.person import person_in

ID = "gsis"
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


login = OAuth2LoginView.adapter_view(GsisAdapter)
callback = OAuth2CallbackView.adapter_view(GsisAdapter)
