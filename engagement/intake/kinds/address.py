"""An address: street and number, checked against the town's own streets."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.kit.folding import fold
from engagement.intake.definition.model import Question
from engagement.intake.kinds.base import Answer, Asking, Kind, unreadable
from engagement.intake.kinds.place_widgets import AddressInput
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import cleaned_text, one_line
from maps.places.models import AddressPoint, District, Street

LONGEST_STREET, LONGEST_NUMBER, LONGEST_PLACE = 120, 12, 120
MOST_TOLD = 5
_WITH_NUMBER = re.compile(r"(?P<street>.*\D)[\s,]+(?P<number>\d+\s?\w?)", re.ASCII)


class AddressField(forms.Field):
    """Street, number and, for addresses elsewhere, postcode and town."""

    def __init__(self, *, free: bool, needs_number: bool, **options: Any) -> None:
        self.free, self.needs_number = free, needs_number
        super().__init__(**options)

    def clean(self, value: Any) -> dict[str, Any] | None:
        street, number, place = _parts(value)
        if not number and (split := _WITH_NUMBER.fullmatch(street)):
            street, number = split["street"].strip(" ,"), split["number"].replace(" ", "")
        if not street:
            if self.required or number or place:
                raise ValidationError(self.error_messages["required"], code="required")
            return None
        if len(street) > LONGEST_STREET or len(number) > LONGEST_NUMBER or len(place) > LONGEST_PLACE:
            raise ValidationError(self.error_messages["invalid"], code="invalid")
        if place:
            if not self.free:
                raise ValidationError(self.error_messages["invalid"], code="invalid")
            return _elsewhere(street, number, place)
        return self._here(street, number)

    def _here(self, typed: str, number: str) -> dict[str, Any]:
        streets = _streets(typed)
        if len(streets) != 1:
            if self.free or not Street.objects.named().exists():
                return _elsewhere(typed, number, "")
            raise ValidationError(_which_street(typed, streets), code="street")
        street, name = streets[0], _name_as_typed(streets[0], typed)
        if not number:
            if self.needs_number and street.addresses.exists():
                raise ValidationError(_("Give the house number too."), code="number")
            return _found(name, "", street.line.interpolate_normalized(0.5))
        door = AddressPoint.objects.filter(street=street, number__iexact=number).first()
        if door is None and not self.free and street.addresses.exists():
            raise ValidationError(
                _("We know no number %(number)s in %(street)s. Look at the number again.")
                % {"number": number, "street": name},
                code="number",
            )
        return _found(name, door.number if door else number, door.position if door else None)


def _parts(value: Any) -> tuple[str, str, str]:
    if isinstance(value, dict):
        value = [value.get(key) for key in ("street", "number", "place")]
    parts = [*(value or ()), None, None, None][:3]
    if any(part is not None and not isinstance(part, str) for part in parts):
        raise unreadable()
    street, number, place = (one_line(cleaned_text(part or "")) for part in parts)
    return street, number, place


def _streets(typed: str) -> list[Street]:
    """The street of that name in any language, else those that it may mean."""
    found = list(Street.objects.named().matching(typed)[:20])
    exact = [street for street in found if fold(typed) in {fold(name) for name in street.names.values()}]
    return exact or found


def _name_as_typed(street: Street, typed: str) -> str:
    """The official name, in the language in which it was typed."""
    return next((name for name in street.names.values() if fold(name) == fold(typed)), str(street.name))


def _which_street(typed: str, streets: list[Street]) -> str:
    if not streets:
        return _("We know no street “%(street)s”. Write its name as it stands on the street sign.") % {
            "street": typed
        }
    names = list(dict.fromkeys(street.name for street in streets))
    return _("Which street do you mean? Write its whole name: %(names)s.") % {
        "names": ", ".join(names[:MOST_TOLD]) + (" …" if len(names) > MOST_TOLD else "")
    }


def _found(street: str, number: str, point: Any) -> dict[str, Any]:
    district = District.objects.covering(point).first() if point is not None else None
    return {
        "street": street,
        "number": number,
        "text": f"{street} {number}".strip(),
        "point": {"type": "Point", "coordinates": [round(point.x, 7), round(point.y, 7)]} if point else None,
        "district": district.code if district else "",
    }


def _elsewhere(street: str, number: str, place: str) -> dict[str, Any]:
    text = f"{street} {number}".strip()
    found = _found(street, number, None)
    return {**found, "text": f"{text}, {place}", "place": place} if place else found


class Address(Kind):
    """Street and number; suggestions while one types are a comfort, the server checks."""

    name, title, icon = "address", gettext_lazy("Address"), "home"
    shapes = (dict,)
    scripts = ("intake/suggest.js",)
    settings = (
        Setting(
            "free_text",
            SettingType.YES_NO,
            gettext_lazy("Addresses that we do not know are fine"),
            default=False,
        ),
        Setting(
            "number_optional", SettingType.YES_NO, gettext_lazy("The number may be missing"), default=False
        ),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        free = bool(question.settings.get("free_text"))
        return AddressField(
            free=free,
            needs_number=not question.settings.get("number_optional"),
            widget=AddressInput(free=free, language=asking.language),
            **self.arguments(
                question,
                asking,
                missing=_("Give street and number."),
                wrong=_("Give street and number of an address in our municipality."),
            ),
        )

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        return str(answer.get("text") or "")

    def sample(self, question: Question, language: str) -> Answer:
        door = AddressPoint.objects.select_related("street").first()
        return _found(door.street.name, door.number, door.position) if door else None
