"""A position that people type: as two numbers, or as the address or square that they know."""

from __future__ import annotations

import re
from typing import Any

from django import forms
from django.contrib.gis.db.models import PointField
from django.contrib.gis.geos import GEOSGeometry, Point
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from maps.places.querysets import search_places

NUMBERS = re.compile(r"^\s*(-?\d{1,2}(?:[.,]\d+)?)\s*[,;\s]\s*(-?\d{1,3}(?:[.,]\d+)?)\s*$")
DECIMALS = 6


def in_words(position: Point) -> str:
    """`38.012345, 23.712345`: latitude first, as maps on telephones show it."""
    return f"{position.y:.{DECIMALS}f}, {position.x:.{DECIMALS}f}"


def found(text: str) -> Point:
    """Reads two numbers, else looks the words up on the town's own map; ValidationError for neither."""
    numbers = NUMBERS.match(text)
    if numbers:
        latitude, longitude = (float(number.replace(",", ".")) for number in numbers.groups())
        if abs(latitude) > 90 or abs(longitude) > 180:
            raise ValidationError(_("These numbers lie outside the world. Latitude comes first."))
        return Point(longitude, latitude, srid=4326)
    places = search_places(text, limit=1)
    if not places:
        raise ValidationError(
            _("No such place on the map of the municipality. Try a street with its number, or two numbers.")
        )
    return Point(places[0].longitude, places[0].latitude, srid=4326)


class PositionFormField(forms.CharField):
    """One line of text for a place on the map."""

    def __init__(self, **kwargs: Any) -> None:
        for name in ("srid", "geom_type", "encoder", "decoder"):
            kwargs.pop(name, None)
        super().__init__(**{"max_length": 200, **kwargs})

    def prepare_value(self, value: Any) -> Any:
        if isinstance(value, str) and value.startswith(("SRID=", "POINT")):
            value = GEOSGeometry(value)
        return in_words(value) if isinstance(value, Point) else value

    def to_python(self, value: Any) -> Any:
        text = super().to_python(value)
        return found(text) if text else None

    def has_changed(self, initial: Any, data: Any) -> bool:
        return str(self.prepare_value(initial) or "").strip() != str(data or "").strip()


class PositionField(PointField):  # type: ignore[type-arg]  # not subscriptable at run time
    """A point in EPSG:4326 that may be missing, edited as text."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault(
            "help_text",
            _("A street with its number, the name of a square, or latitude and longitude: 38.0123, 23.7123."),
        )
        super().__init__(*args, **{"srid": 4326, "null": True, "blank": True, **kwargs})

    def formfield(self, **kwargs: Any) -> forms.Field:  # type: ignore[override]  # a text, not a map of others
        return PositionFormField(
            required=not self.blank, label=str(self.verbose_name).capitalize(), help_text=self.help_text
        )
