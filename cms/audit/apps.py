from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuditConfig(AppConfig):
    """Who did what to what."""

    name = "cms.audit"
    label = "cms_audit"
    verbose_name = _("Log of deeds")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, group_permissions
        from cms.audit import receivers  # noqa: F401 (connects the signals once the models stand)

        group_permissions.add("cms.audit", {ADMINISTRATORS: ["cms_audit.view_deed"]})
