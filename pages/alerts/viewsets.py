"""Town hall -> Alerts in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.admin.ui.tables import Column, DateColumn

from pages.alerts.actions import note_alert, remove_alert
from pages.alerts.models import Alert
from pages.base.viewsets import NotedViewSet


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
        DateColumn("starts", label=_("Shown from")),
        DateColumn("ends", label=_("Shown until")),
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
