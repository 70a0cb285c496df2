"""Town hall -> Offices, Town hall -> Closed days in the admin."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column

from pages.base.viewsets import NotedViewSet
from pages.offices.actions import note_closed_day, note_office, remove_closed_day, remove_office
from pages.offices.models import ClosedDay, Office


class OfficeViewSet(NotedViewSet):
    """Where people are received, and when."""

    model = Office
    icon = "home"
    menu_label = _("Offices")
    menu_name = "offices"
    menu_order = 10
    list_display = ["__str__", "code", Column("department", label=_("Department")), "email"]
    search_fields = ["code", "email"]
    panels = [
        FieldPanel("names"),
        FieldPanel("code"),
        FieldPanel("notes"),
        FieldPanel("department"),
        MultiFieldPanel(
            [FieldPanel("addresses"), FieldPanel("directions"), FieldPanel("position")], heading=_("Where")
        ),
        MultiFieldPanel([FieldPanel("phones"), FieldPanel("email")], heading=_("How to reach it")),
        InlinePanel(
            "hours",
            panels=[FieldRowPanel([FieldPanel("weekday"), FieldPanel("opens"), FieldPanel("closes")])],
            heading=_("Opening hours"),
            label=_("Hours"),
            help_text=_("One line for each span; a break at noon makes two lines of the same day."),
        ),
        InlinePanel(
            "exceptions",
            panels=[
                FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
                FieldRowPanel([FieldPanel("opens"), FieldPanel("closes")]),
                FieldPanel("reasons"),
            ],
            heading=_("Other hours on some days"),
            label=_("Days"),
        ),
        FieldPanel("keeps_holidays"),
        FieldPanel("order"),
    ]

    def note(self, instance: Any, verb: str, *, by: Any) -> None:
        note_office(instance, verb, by=by)

    def remove(self, instance: Any, *, by: Any) -> None:
        remove_office(instance, by=by)


class ClosedDayViewSet(NotedViewSet):
    """Days on which all offices are closed."""

    model = ClosedDay
    icon = "date"
    menu_label = _("Closed days")
    menu_name = "closed-days"
    menu_order = 20
    list_display = ["__str__", "first_day", "last_day", BooleanColumn("every_year", label=_("every year"))]
    panels = [
        FieldPanel("names"),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("every_year"),
    ]

    def note(self, instance: Any, verb: str, *, by: Any) -> None:
        note_closed_day(instance, verb, by=by)

    def remove(self, instance: Any, *, by: Any) -> None:
        remove_closed_day(instance, by=by)
