from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class BlocksConfig(AppConfig):
    """The pieces that editors compose pages of."""

    name = "pages.blocks"
    label = "pages_blocks"
    verbose_name = _("Blocks")

    def ready(self) -> None:
        from opendata.catalog.registry import dataset_maps
        from pages.blocks.embedding import map_of_dataset

        dataset_maps.add("maps", map_of_dataset)
