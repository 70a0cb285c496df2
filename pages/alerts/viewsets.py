"""Town hall -> Alerts in the admin."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column

from pages.alerts.actions import note_alert, remove_alert
from pages.alerts.models import Alert
from pages.base.viewsets import NotedViewSet


def told(moment: datetime | None) -> str:
    """Day and hour: an end lies ahead, which Wagtail's own column tells as "0 minutes ago"."""
    return date_format(timezone.localtime(moment), "SHORT_DATETIME_FORMAT") if moment else ""


class AlertViewSet(NotedViewSet):
    """What everybody must know now."""

    model = Alert
    icon = "warning"
    menu_label = _("Alerts")
    menu_name = "alerts"
    menu_order = 5
    list_filter = ["kind"]
    list_display = [
        "__str__",
        Column("get_kind_display", label=_("Kind")),
        Column("stage", label=_("Now"), accessor=lambda alert: alert.stage.label),
        Column("starts", label=_("Shown from"), accessor=lambda alert: told(alert.starts)),
        Column("ends", label=_("Shown until"), accessor=lambda alert: told(alert.ends)),
    ]
    panels = [
        FieldPanel("kind"),
        FieldPanel("titles"),
        FieldPanel("texts"),
        MultiFieldPanel([FieldPanel("page"), FieldPanel("address")], heading=_("Where to read more")),
        FieldRowPanel([FieldPanel("starts"), FieldPanel("ends")]),
    ]

    def note(self, instance: Any, verb: str, *, by: Any) -> None:
        note_alert(instance, verb, by=by)

    def remove(self, instance: Any, *, by: Any) -> None:
        remove_alert(instance, by=by)
