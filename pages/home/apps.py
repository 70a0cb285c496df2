from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    """The home page."""

    name = "pages.home"
    label = "pages_home"
    verbose_name = _("Home page")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from pages.base.actions import provision_groups
        from pages.home.actions import provision_home

        provisioners.add("pages.groups", provision_groups)
        provisioners.add("pages.home", provision_home)
