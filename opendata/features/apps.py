from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class FeaturesConfig(AppConfig):
    """Collections as an open API (OGC API Features)."""

    name = "opendata.features"
    label = "opendata_features"
    verbose_name = _("Features API")

    def ready(self) -> None:
        from opendata.catalog.registry import distributions, services
        from opendata.features import offers

        distributions.add("features", offers.distributions)
        services.add(offers.SERVICE, offers.service)
