from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    """What every page of the portal has."""

    name = "pages.base"
    label = "pages_base"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from pages.base import comparing, receivers
        from pages.base.contract import PageKind
        from pages.base.registry import page_kinds

        receivers.connect()
        comparing.register()
        page_kinds.add("pages", PageKind(_("Pages"), "file-text", order=10))
