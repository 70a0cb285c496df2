from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class LandingsConfig(AppConfig):
    """Editors' words around the catalogue, the maps and the campaigns."""

    name = "pages.landings"
    label = "pages_landings"
    verbose_name = _("Landing pages")

    def ready(self) -> None:
        from cms.theme.registry import surroundings
        from pages.landings.surrounding import words_around

        surroundings.add("pages.landings", words_around)
