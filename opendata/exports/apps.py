from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExportsConfig(AppConfig):
    """Files of whole collections, built once a revision by the worker."""

    name = "opendata.exports"
    label = "opendata_exports"
    verbose_name = _("Files to download")

    def ready(self) -> None:
        from opendata.catalog.registry import distributions, stamps
        from opendata.exports import offers, receivers
        from opendata.exports.describing import PART
        from opendata.exports.files import finished_file
        from opendata.tables.registry import api_parts, finished_files

        receivers.connect()
        api_parts.add("exports", PART)
        distributions.add("exports", offers.distributions)
        stamps.add("exports", offers.stamp)
        finished_files.add("exports", finished_file)
