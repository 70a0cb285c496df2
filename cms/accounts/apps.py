from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    """People who sign in: residents and staff."""

    name = "cms.accounts"
    label = "cms_accounts"
    verbose_name = _("People")
