"""The provider as the sign-in library knows it. Its settings come from the environment (cms.settings.people)."""

from __future__ import annotations

from typing import Any

from allauth.socialaccount.providers.base import ProviderAccount
from allauth.socialaccount.providers.oauth2.provider import OAuth2Provider

from cms.accounts.gsis.views import GsisAdapter


class GsisAccount(ProviderAccount):
    """An account there: nothing but the name is known."""

    def to_str(self) -> str:
        facts = self.account.extra_data
        return f"{facts.get('first_name', '')} {facts.get('last_name', '')}".strip() or str(super().to_str())


class GsisProvider(OAuth2Provider):
    """One key a person. It tells no e-mail address: that is asked for, and proved, at the first sign-in."""

    id = "gsis"
    name = "Taxisnet"
    account_class = GsisAccount
    oauth2_adapter_class = GsisAdapter

    def get_default_scope(self) -> list[str]:
        return ["read"]

    def extract_uid(self, data: dict[str, Any]) -> str:
        return str(data["key"])

    def extract_common_fields(self, data: dict[str, Any]) -> dict[str, Any]:
        return {"first_name": data["first_name"], "last_name": data["last_name"]}

    def extract_extra_data(self, data: dict[str, Any]) -> dict[str, Any]:
        """What is kept: the names."""
        return {"first_name": data["first_name"], "last_name": data["last_name"]}


provider_classes = [GsisProvider]
