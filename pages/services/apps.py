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

        from pages.base.contract import PageKind
        from pages.base.registry import page_kinds
        from pages.services import receivers
        from pages.services.models import ServicePage

        page_kinds.add("services", PageKind(_("Services"), "file-check", order=5))
        page_unpublished.connect(receivers.offer_again, sender=ServicePage)
        post_page_move.connect(receivers.offer_again, sender=ServicePage)
        pre_delete.connect(receivers.before_deletion, sender=ServicePage)
        post_delete.connect(receivers.after_deletion, sender=ServicePage)
        post_save.connect(receivers.restricted, sender=PageViewRestriction)
        post_delete.connect(receivers.restricted, sender=PageViewRestriction)
