from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _

# Of this room and of the municipalities below it.
OWN_PERMISSIONS = (
    "cms_accounts.add_user",
    "cms_accounts.change_user",
    "cms_accounts.delete_user",
    "cms_accounts.add_department",
    "cms_accounts.change_department",
    "cms_accounts.delete_department",
    "cms_municipalities.change_municipality",
    "auth.add_group",
    "auth.change_group",
    "auth.delete_group",
    "wagtailcore.add_collection",
    "wagtailcore.change_collection",
    "wagtailcore.delete_collection",
    "wagtailcore.add_workflow",
    "wagtailcore.change_workflow",
    "wagtailcore.delete_workflow",
    "wagtailcore.add_task",
    "wagtailcore.change_task",
    "wagtailcore.delete_task",
    "wagtailredirects.add_redirect",
    "wagtailredirects.change_redirect",
    "wagtailredirects.delete_redirect",
)


class AccountsConfig(AppConfig):
    """People who sign in: residents and staff."""

    name = "cms.accounts"
    label = "cms_accounts"
    verbose_name = _("People")

    def ready(self) -> None:
        from cms.accounts import receivers  # noqa: F401 (connects the signals once the models stand)
        from cms.accounts.actions import grant_group_permissions
        from cms.accounts.registry import ADMINISTRATORS, group_permissions
        from cms.municipalities.registry import provisioners

        provisioners.add("cms.accounts", lambda _town: grant_group_permissions())
        group_permissions.add("cms.accounts", {ADMINISTRATORS: [*OWN_PERMISSIONS]})
