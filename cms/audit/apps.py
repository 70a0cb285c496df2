from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who did what to what."""

    name = "cms.audit"
    label = "cms_audit"
    verbose_name = _("Log of deeds")
