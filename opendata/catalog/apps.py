from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CatalogConfig(AppConfig):
    """Datasets, licences and themes: what is open, and on which terms."""

    name = "opendata.catalog"
    label = "opendata_catalog"
    verbose_name = _("Open data")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from opendata.catalog import receivers
        from opendata.catalog.actions import provision_reference_data

        receivers.connect()
        provisioners.add("open data reference", provision_reference_data)
