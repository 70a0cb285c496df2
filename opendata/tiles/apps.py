from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TilesConfig(AppConfig):
    """Collections as vector tiles."""

    name = "opendata.tiles"
    label = "opendata_tiles"
    verbose_name = _("Vector tiles")

    def ready(self) -> None:
        from opendata.catalog.registry import distributions
        from opendata.tables.registry import api_parts
        from opendata.tiles import offers, receivers  # noqa: F401 (receivers connect themselves)
        from opendata.tiles.describing import PART

        api_parts.add("tiles", PART)
        distributions.add("tiles", offers.distributions)
