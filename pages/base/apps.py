from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BaseConfig(AppConfig):
    """What every page of the portal has."""

    name = "pages.base"
    label = "pages_base"
    verbose_name = _("Pages")

    def ready(self) -> None:
        from pages.base import receivers

        receivers.connect()
