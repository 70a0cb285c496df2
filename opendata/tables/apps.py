from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TablesConfig(AppConfig):
    """Rows on the shelf: the one Collection interface that every reader uses."""

    name = "opendata.tables"
    label = "opendata_tables"
    verbose_name = _("Published tables")

    def ready(self) -> None:
        from cms.municipalities.registry import chores, provisioners
        from opendata.catalog.registry import ROWS, browsers, facts_readers, readers
        from opendata.tables import receivers  # noqa: F401 (connects the signals once the models stand)
        from opendata.tables.actions import provision_collections
        from opendata.tables.browsing.browser import ShelfBrowser
        from opendata.tables.cataloguing import ShelfFacts
        from opendata.tables.forgetting import forget_old_history
        from opendata.tables.summaries.reader import ShelfReader
        from opendata.tables.tasks import index_what_grew

        provisioners.add("collections", provision_collections)
        chores.add("history", forget_old_history)
        chores.add("indexes of words", index_what_grew)
        readers.add(ROWS, ShelfReader())
        facts_readers.add(ROWS, ShelfFacts())
        browsers.add(ROWS, ShelfBrowser())
