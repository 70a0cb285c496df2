from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class GuardConfig(AppConfig):
    """Public forms are for people: proof of work, hidden field, time and rates, and nobody else is asked."""

    name = "cms.guard"
    label = "cms_guard"
    verbose_name = _("Guard of forms")

    def ready(self) -> None:
        from cms.guard.actions import forget_old
        from cms.municipalities.registry import chores

        chores.add("cms.guard", forget_old)
