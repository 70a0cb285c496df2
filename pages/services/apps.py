from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Service pages and their directory: where editors compose what can be asked for."""

    name = "pages.services"
    label = "pages_services"
    verbose_name = _("Service pages")
