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

        trees_map.register()
