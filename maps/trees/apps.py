from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TreesConfig(AppConfig):
    """Planting sites and the trees that stand, or stood, in them."""

    name = "maps.trees"
    label = "maps_trees"
    verbose_name = _("Trees")

    def ready(self) -> None:
        from maps.trees import collections, receivers  # noqa: F401 (receivers connect themselves)

        collections.register()
