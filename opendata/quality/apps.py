from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class QualityConfig(AppConfig):
    """The EU's metadata quality assessment of every dataset, and what to put right next."""

    name = "opendata.quality"
    label = "opendata_quality"
    verbose_name = _("Quality of datasets")

    def ready(self) -> None:
        from opendata.catalog.registry import list_columns, public_panels, staff_panels
        from opendata.quality import showing

        staff_panels.add("quality", showing.staff_panel)
        public_panels.add("quality", showing.public_number)
        list_columns.add("quality", showing.list_column)
