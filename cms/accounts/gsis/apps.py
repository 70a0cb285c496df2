from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GsisConfig(AppConfig):
    """Sign-in with the codes of the General Secretariat of Information Systems: OAuth 2, the person as XML."""

    name = "cms.accounts.gsis"
    label = "cms_accounts_gsis"
    verbose_name = _("Sign-in with Taxisnet codes")
