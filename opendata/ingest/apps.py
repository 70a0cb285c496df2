from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class IngestConfig(AppConfig):
    """From the file that a department sent to rows on the shelf: read, reviewed, published."""

    name = "opendata.ingest"
    label = "opendata_ingest"
    verbose_name = _("Data that is brought in")

    def ready(self) -> None:
        from cms.accounts.registry import (
            ADMINISTRATORS,
            APPROVERS,
            DATA_STEWARDS,
            EDITORS,
            group_permissions,
        )
        from cms.municipalities.registry import chores
        from opendata.ingest.actions.forgetting import forget_settled
        from opendata.ingest.tasks import take_up_again

        chores.add("uploads", lambda: f"{take_up_again()} taken up again, {forget_settled()} forgotten")
        publishing = [
            "opendata_ingest.publish_upload",
            "opendata_ingest.view_upload",
            # Whoever publishes rows may say what they are.
            "opendata_catalog.view_dataset",
            "opendata_catalog.change_dataset",
        ]
        harvesting = [f"opendata_ingest.{verb}_harvest" for verb in ("view", "add", "change", "delete")]
        group_permissions.add(
            "opendata.ingest",
            {
                EDITORS: publishing,
                APPROVERS: publishing,
                DATA_STEWARDS: [*publishing, *harvesting],
                ADMINISTRATORS: [*publishing, *harvesting],
            },
        )
