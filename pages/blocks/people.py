"""Who is who: persons with their task, and the offices where people are received."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    EmailBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks import previews
from pages.blocks.measures import LiveChoiceBlock
from pages.blocks.picture import shown_pictures
from pages.offices.models import Office
from pages.offices.presenting import ShownOffice, shown

PORTRAIT = "fill-240x240"
Choices = list[tuple[str, str]]


class PersonBlock(StructBlock):
    """A person in an office of the town. The portrait is decoration: the name stands beside it."""

    name = CharBlock(label=_("Name"), max_length=120)
    role = CharBlock(
        label=pgettext_lazy("person", "Task"),
        max_length=160,
        help_text=_("Such as: Deputy mayor for schools."),
    )
    text = TextBlock(label=_("Text"), required=False, max_length=400, rows=2)
    phone = CharBlock(label=_("Phone"), required=False, max_length=30)
    email = EmailBlock(label=_("E-mail"), required=False)
    image = ImageChooserBlock(label=_("Portrait"), required=False)


class PeopleBlock(StructBlock):
    """Persons beside one another."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    people = ListBlock(PersonBlock(), label=_("People"), min_num=1, max_num=40)

    class Meta:
        label = _("People")
        icon = "group"
        group = _("The town hall")
        description = _("Persons with their task, portrait, telephone and e-mail")
        template = "pages/blocks/people.html"
        preview_value = staticmethod(previews.people)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        people = list(value.get("people") or ())
        portraits = shown_pictures(people, PORTRAIT)
        pairs = zip(people, portraits, strict=True)
        return {**context, "people": [{"person": one, "portrait": cut["shown"]} for one, cut in pairs]}


def office_choices() -> Choices:
    """Codes and names of the offices."""
    return [(office.code, office.name) for office in Office.objects.all()]


def department_choices() -> Choices:
    """Departments that have an office."""
    found = Office.objects.exclude(department=None).select_related("department")
    return list({str(office.department_id): str(office.department) for office in found}.items())


class OfficesBlock(StructBlock):
    """Offices with address, telephones and hours, as they stand under Town hall: written once, right everywhere."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    offices = ListBlock(
        LiveChoiceBlock(choices=office_choices, label=_("Office")),
        label=_("Offices"),
        required=False,
        default=[],
        max_num=20,
        help_text=_("Empty: all of the department below, or all there are."),
    )
    department = LiveChoiceBlock(label=_("Department"), choices=department_choices, required=False)

    class Meta:
        label = _("Offices")
        icon = "home"
        group = _("The town hall")
        description = _("Where people are received: address, telephones and opening hours")
        template = "pages/blocks/offices.html"
        preview_value = staticmethod(previews.offices)

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {**context, "offices": chosen(value.get("offices") or (), value.get("department"))}


def chosen(codes: Any, department: str | None = None) -> list[ShownOffice]:
    """The offices in the order that they were chosen in; of a department or all where none was. Five queries."""
    wanted = [code for code in codes if code]
    offices = Office.objects.with_hours()
    if wanted:
        found = {office.code: office for office in offices.filter(code__in=wanted)}
        return shown(found[code] for code in wanted if code in found)
    if department and department.isdecimal():
        offices = offices.filter(department_id=int(department))
    return shown(offices)


class HoursBlock(StructBlock):
    """When one office is open, without the rest. A line for another place can be typed instead."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    office = LiveChoiceBlock(label=_("Office"), choices=office_choices, required=False)
    lines = ListBlock(
        StructBlock(
            [
                (
                    "days",
                    CharBlock(label=_("Days"), max_length=80, help_text=_("Such as: Monday to Friday.")),
                ),
                ("hours", CharBlock(label=_("Hours"), max_length=80, help_text=_("Such as: 8:00–15:00."))),
            ]
        ),
        label=_("or hours of another place"),
        required=False,
        default=[],
        max_num=10,
    )
    with_address = BooleanBlock(
        label=_("With address and telephone of the office"), required=False, default=False
    )
    note = CharBlock(label=_("Note"), required=False, max_length=240)

    class Meta:
        label = _("Opening hours")
        icon = "time"
        group = _("The town hall")
        description = _("When an office is open, with holidays and other days that differ")
        template = "pages/blocks/hours.html"
        preview_value = staticmethod(previews.hours)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if bool(cleaned["office"]) == bool(cleaned["lines"]) and not self.is_deferred_validation:
            problem = _("Choose an office, or write the hours of another place.")
            raise StructBlockValidationError({"office": ValidationError(problem)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        office = value.get("office")
        return {**context, "shown": next(iter(chosen([office])), None) if office else None}
