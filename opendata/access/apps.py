from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccessConfig(AppConfig):
    """Keys to the open API: whoever needs more than everybody's share asks the municipality for one."""

    name = "opendata.access"
    label = "opendata_access"
    verbose_name = _("Keys to the open API")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, DATA_STEWARDS, group_permissions
        from cms.kit.api.limits.allowances import key_readers
        from cms.kit.reading import readable_tables
        from opendata.access.reading import read_key

        key_readers.add("opendata.access", read_key)
        # What answers of the open API are made of. Keys and uploads are none of it.
        readable_tables.add(
            "opendata",
            (
                "shelf_",
                "opendata_catalog_",
                "opendata_tables_",
                "opendata_exports_",
                "opendata_quality_",
                "opendata_tiles_",
                "cms_accounts_department",
            ),
        )
        keeping = [f"opendata_access.{verb}_apikey" for verb in ("view", "add", "change")]
        group_permissions.add("opendata.access", {DATA_STEWARDS: keeping, ADMINISTRATORS: keeping})
