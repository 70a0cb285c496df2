from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FilesConfig(AppConfig):
    """Files that people hand in: looked into, scanned, kept apart, given out by rule."""

    name = "cms.files"
    label = "cms_files"
    verbose_name = _("Files of people")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, group_permissions
        from cms.files import receivers  # noqa: F401 (connects the signals once the models stand)
        from cms.files.chores import tidy_up
        from cms.municipalities.registry import chores

        chores.add("cms.files", tidy_up)
        group_permissions.add("cms.files", {ADMINISTRATORS: ["cms_files.view_privatefile"]})
