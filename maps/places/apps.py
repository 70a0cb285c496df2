from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class PlacesConfig(AppConfig):
    """Boundary, districts, streets, addresses, and the ground of every map."""

    name = "maps.places"
    label = "maps_places"
    verbose_name = _("Places")

    def ready(self) -> None:
        from maps.places import collections

        collections.register()
