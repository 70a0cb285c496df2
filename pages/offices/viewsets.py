"""Town hall -> Offices, Town hall -> Closed days in the admin."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, FieldRowPanel, InlinePanel, MultiFieldPanel
from wagtail.admin.ui.tables import BooleanColumn, Column
from wagtail.snippets.views import snippets
from wagtail.snippets.views.snippets import SnippetViewSet, SnippetViewSetGroup

from pages.offices.actions import note_closed_day, note_office, remove_closed_day, remove_office
from pages.offices.forms import OfficeForm
from pages.offices.models import ClosedDay, Office


class OfficeCreateView(snippets.CreateView):
    """Saves a new office."""

    @transaction.atomic
    def save_instance(self) -> Any:
        return note_office(super().save_instance(), "created", by=self.request.user)


class OfficeEditView(snippets.EditView):
    """Saves an office."""

    @transaction.atomic
    def save_instance(self) -> Any:
        return note_office(super().save_instance(), "changed", by=self.request.user)


class OfficeDeleteView(snippets.DeleteView):
    """Takes an office away."""

    def delete_action(self) -> None:
        remove_office(self.object, by=self.request.user)


class ClosedDayCreateView(snippets.CreateView):
    """Saves a new closed day."""

    @transaction.atomic
    def save_instance(self) -> Any:
        return note_closed_day(super().save_instance(), "created", by=self.request.user)


class ClosedDayEditView(snippets.EditView):
    """Saves a closed day."""

    @transaction.atomic
    def save_instance(self) -> Any:
        return note_closed_day(super().save_instance(), "changed", by=self.request.user)


class ClosedDayDeleteView(snippets.DeleteView):
    """Takes a closed day away."""

    def delete_action(self) -> None:
        remove_closed_day(self.object, by=self.request.user)


class OfficeViewSet(SnippetViewSet):
    """Where people are received, and when."""

    model = Office
    icon = "home"
    menu_label = _("Offices")
    menu_name = "offices"
    copy_view_enabled = False
    add_view_class = OfficeCreateView
    edit_view_class = OfficeEditView
    delete_view_class = OfficeDeleteView
    list_display = ["__str__", "code", Column("department", label=_("Department")), "email"]
    search_fields = ["code", "names", "addresses"]
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

    def get_form_class(self, for_update: bool = False) -> Any:
        self.model.base_form_class = OfficeForm
        return super().get_form_class(for_update)


class ClosedDayViewSet(SnippetViewSet):
    """Days on which all offices are closed."""

    model = ClosedDay
    icon = "date"
    menu_label = _("Closed days")
    menu_name = "closed-days"
    copy_view_enabled = False
    add_view_class = ClosedDayCreateView
    edit_view_class = ClosedDayEditView
    delete_view_class = ClosedDayDeleteView
    list_display = [
        "__str__",
        "first_day",
        "last_day",
        BooleanColumn("every_year", label=_("every year")),
    ]
    panels = [
        FieldPanel("names"),
        FieldRowPanel([FieldPanel("first_day"), FieldPanel("last_day")]),
        FieldPanel("every_year"),
    ]


class TownHallGroup(SnippetViewSetGroup):
    """The menu of what the town hall says of itself."""

    menu_label = _("Town hall")
    menu_name = "town-hall"
    menu_icon = "home"
    menu_order = 320
    items = (OfficeViewSet, ClosedDayViewSet)
