from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ServicesConfig(AppConfig):
    """Service pages and their directory: where editors compose what can be asked for."""

    name = "pages.services"
    label = "pages_services"
    verbose_name = _("Service pages")

    def ready(self) -> None:
        from django.db.models.signals import post_delete, post_save, pre_delete
        from wagtail.models import PageViewRestriction
        from wagtail.signals import page_unpublished, post_page_move

        from cms.accounts.registry import ADMINISTRATORS, APPROVERS, EDITORS, group_permissions
        from cms.municipalities.registry import provisioners
        from pages.base.contract import PageKind
        from pages.base.registry import page_kinds
        from pages.services import receivers
        from pages.services.models import ServicePage
        from pages.services.starting import provision_services

        provisioners.add("pages.services", provision_services)
        keeping = [f"pages_services.{verb}_topic" for verb in ("view", "add", "change", "delete")]
        group_permissions.add(
            "pages.services", {EDITORS: keeping[:3], APPROVERS: keeping, ADMINISTRATORS: keeping}
        )

        page_kinds.add("services", PageKind(_("Services"), "file-check", order=5))
        page_unpublished.connect(receivers.offer_again, sender=ServicePage)
        post_page_move.connect(receivers.offer_again, sender=ServicePage)
        pre_delete.connect(receivers.before_deletion, sender=ServicePage)
        post_delete.connect(receivers.after_deletion, sender=ServicePage)
        post_save.connect(receivers.restricted, sender=PageViewRestriction)
        post_delete.connect(receivers.restricted, sender=PageViewRestriction)
