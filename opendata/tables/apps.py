from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class TablesConfig(AppConfig):
    """Rows on the shelf: the one Collection interface that every reader uses."""

    name = "opendata.tables"
    label = "opendata_tables"
    verbose_name = _("Published tables")

    def ready(self) -> None:
        from cms.municipalities.registry import provisioners
        from opendata.catalog.registry import ROWS, readers
        from opendata.tables import receivers  # noqa: F401 (connects the signals once the models stand)
        from opendata.tables.actions import provision_collections
        from opendata.tables.summaries.reader import ShelfReader

        provisioners.add("collections", provision_collections)
        readers.add(ROWS, ShelfReader())
