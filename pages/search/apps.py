from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One search over the portal."""

    name = "pages.search"
    label = "pages_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from cms.theme.registry import frame_parts
        from pages.search import receivers  # noqa: F401 (connects the signals once the models stand)
        from pages.search.frame import search_url, suggest_url

        frame_parts.add("search_url", search_url)
        frame_parts.add("suggest_url", suggest_url)
