from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ViewerConfig(AppConfig):
    """Maps composed of collections, to look at and to embed."""

    name = "maps.viewer"
    label = "maps_viewer"
    verbose_name = _("Maps")

    def ready(self) -> None:
        """Adds the maps of this wing's registers."""
        from maps.viewer import trees_map
        from maps.viewer.plain_map import map_of_collection
        from opendata.catalog.registry import dataset_maps

        trees_map.register()
        # Every collection without a map of its own.
        dataset_maps.add("plain", map_of_collection)
