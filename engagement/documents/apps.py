from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class DocumentsConfig(AppConfig):
    """What is issued of a decided case: templates, sealed PDFs, the page that verifies them."""

    name = "engagement.documents"
    label = "engagement_documents"
    verbose_name = _("Documents")

    def ready(self) -> None:
        from cms.accounts.registry import ADMINISTRATORS, OFFICERS, SUPERVISORS, group_permissions
        from cms.guard.contract import HOUR, Policy, Rate, protect
        from cms.municipalities.registry import chores
        from engagement.cases.registry import erasers, keepers, sealers
        from engagement.documents import receivers  # noqa: F401 (connects the signal once the models stand)
        from engagement.documents.erasing import empty_documents, still_counts
        from engagement.documents.tasks import rescue

        chores.add("documents on their way", rescue)
        sealers.add("seal", _seal_digest)
        keepers.add("documents", still_counts)
        erasers.add("documents", empty_documents)
        few, many = Rate(20, HOUR), Rate(60, HOUR)
        protect(
            "verify",
            Policy(least_seconds=0, waiting_seconds=0, by_address=many, unproved_by_address=few),
        )
        own = [f"engagement_documents.{verb}_documenttemplate" for verb in ("view", "add", "change")]
        group_permissions.add(
            "engagement.documents", {OFFICERS: own[:1], SUPERVISORS: own, ADMINISTRATORS: own}
        )


def _seal_digest(digest: str) -> bytes:
    from engagement.documents.sealing.signing import seal_digest

    return seal_digest(digest)
