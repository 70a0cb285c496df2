from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Service pages and their directory: where editors compose what can be asked for."""

    name = "pages.services"
    label = "pages_services"
    verbose_name = _("Service pages")

    def ready(self) -> None:
        from pages.base.contract import PageKind
        from pages.base.registry import page_kinds

        page_kinds.add("services", PageKind(_("Services"), "file-check", order=5))
