from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class SearchConfig(AppConfig):
    """One search over the portal."""

    name = "pages.search"
    label = "pages_search"
    verbose_name = _("Search")

    def ready(self) -> None:
        from cms.accounts.registry import APPROVERS, EDITORS, group_permissions
        from cms.municipalities.registry import chores
        from cms.theme.registry import frame_parts
        from pages.search import receivers, sources  # noqa: F401 (receivers connect themselves)
        from pages.search.actions import nightly
        from pages.search.frame import search_url, suggest_url

        sources.register()
        chores.add("pages.search", nightly)
        words = [
            f"pages_search.{verb}_{model}"
            for model in ("synonymgroup", "promotedresult")
            for verb in ("view", "add", "change", "delete")
        ]
        group_permissions.add(
            "pages.search",
            {
                EDITORS: ["pages_search.view_askedwords"],
                APPROVERS: ["pages_search.view_askedwords", *words],
            },
        )

        frame_parts.add("search_url", search_url)
        frame_parts.add("suggest_url", suggest_url)
