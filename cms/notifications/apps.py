from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NotificationsConfig(AppConfig):
    """Mail that is sent after commit, by the worker."""

    name = "cms.notifications"
    label = "cms_notifications"
    verbose_name = _("Messages")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, group_permissions

        group_permissions.add(
            "cms.notifications",
            {
                ADMINISTRATORS: [
                    "cms_notifications.view_outgoingmail",
                    "cms_notifications.change_outgoingmail",
                ]
            },
        )
