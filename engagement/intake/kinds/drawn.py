"""A point, a line or an area on the map, or the same from a list of places, or typed as coordinates."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms
from django.contrib.gis.geos import MultiPolygon, Polygon
from django.core.exceptions import ValidationError
from django.utils.formats import number_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, override

from cms.municipalities.querysets import current_municipality
from engagement.intake.definition.model import Question
from engagement.intake.kinds import geometry
from engagement.intake.kinds.base import ANSWERS_THE_PRESS, Answer, Asking, Kind, unreadable
from engagement.intake.kinds.figures import decimal_of
from engagement.intake.kinds.place_widgets import ShapeInput, TypedShape
from engagement.intake.kinds.settings import Setting, SettingType
from engagement.intake.kinds.writing import cleaned_text
from maps.places.models import AddressPoint, District
from maps.places.querysets import place_by_key

NEAR = 0.0008  # degrees: about 80 metres
SIMPLER = 0.00002


class ShapeField(forms.Field):
    """A geometry of one kind, within the town when that is asked."""

    widget: ShapeInput

    def __init__(self, *, shape: str, within: bool, settings: Mapping[str, Any], **options: Any) -> None:
        self.shape, self.within, self.settings = shape, within, settings
        super().__init__(**options)

    def clean(self, value: Any) -> dict[str, Any] | None:
        if isinstance(value, dict):
            return self._stored(value)
        if not isinstance(value, TypedShape):
            self._demand_something()
            return None
        if value.place:
            return self.checked(self._of_place(value.place))
        if value.wants_search:
            self.widget.found = value.search()
            if not self.widget.found:
                raise ValidationError(
                    _("We found no such place. Write a street, a square or an address."),
                    code=ANSWERS_THE_PRESS,
                )
        positions = geometry.typed_positions(cleaned_text(value.positions))
        if positions:
            return self.checked(geometry.shape_of(self.shape, positions))
        self._demand_something()
        return None

    def _demand_something(self) -> None:
        if self.required:
            raise ValidationError(self.error_messages["required"], code="required")

    def _stored(self, value: dict[str, Any]) -> dict[str, Any]:
        positions = geometry.positions_of(value)
        if value.get("type") != geometry.TYPES[self.shape] or not positions:
            raise unreadable()
        return self.checked(geometry.shape_of(self.shape, positions))

    def _of_place(self, key: str) -> Any:
        known = place_by_key(key)
        if known is None:
            raise ValidationError(_("This place is no longer known. Search again."), code="place")
        if self.shape == "point":
            return known.point
        if self.shape == "area" and isinstance(known.shape, (Polygon, MultiPolygon)):
            simple = known.shape.simplify(SIMPLER, preserve_topology=True)
            whole: Any = (
                max(simple, key=lambda part: part.area) if isinstance(simple, MultiPolygon) else simple
            )
            return geometry.shape_of("area", list(whole.coords[0][:-1]))
        if self.shape == "line" and known.shape.geom_type == "MultiLineString":
            longest = (
                max(known.shape.simplify(SIMPLER), key=lambda part: part.length)
                if len(known.shape) > 1
                else known.shape[0]
            )
            return geometry.shape_of("line", list(longest.coords))
        raise ValidationError(
            _("This place does not have the shape that is asked for. Choose another."), code="place"
        )

    def checked(self, shape: Any) -> dict[str, Any]:
        """The geometry as it is kept, with its district and what stands near it."""
        self._measure(shape)
        boundary = current_municipality().boundary if self.within else None
        if boundary is not None and not boundary.intersects(shape):
            raise ValidationError(
                _("This lies outside our municipality. Choose a place within it."), code="outside"
            )
        # The edge of the town is drawn more coarsely than people draw.
        if boundary is not None and self.shape != "point" and not boundary.buffer(0.0005).covers(shape):
            raise ValidationError(
                _("A part of it lies outside our municipality. Draw it within."), code="outside"
            )
        inner = shape if self.shape == "point" else shape.point_on_surface
        district = District.objects.covering(inner).first()
        found = geometry.as_geojson(self.shape, shape)
        return {**found, "district": district.code if district else "", "text": _near(inner)}

    def _measure(self, shape: Any) -> None:
        if self.shape == "line":
            self._limit(geometry.length_of(shape.coords), "metres", _("metres"))
        if self.shape == "area":
            self._limit(geometry.surface_of(shape.coords[0][:-1]), "square_metres", _("square metres"))

    def _limit(self, size: float, name: str, unit: str) -> None:
        least, most = (
            decimal_of(self.settings.get(f"least_{name}")),
            decimal_of(self.settings.get(f"most_{name}")),
        )
        facts = {"size": number_format(round(size), force_grouping=True), "unit": unit}
        if most is not None and size > float(most):
            raise ValidationError(
                _("It has %(size)s %(unit)s; at most %(most)s are possible. Draw it smaller.")
                % {**facts, "most": number_format(most, force_grouping=True)},
                code="most",
            )
        if least is not None and size < float(least):
            raise ValidationError(
                _("It has %(size)s %(unit)s; at least %(least)s are needed. Draw it larger.")
                % {**facts, "least": number_format(least, force_grouping=True)},
                code="least",
            )


def _near(point: Any) -> str:
    """The nearest address, in the language of the page; empty where none is near."""
    around = Polygon.from_bbox((point.x - NEAR, point.y - NEAR, point.x + NEAR, point.y + NEAR))
    around.srid = 4326
    doors = list(AddressPoint.objects.filter(position__bboverlaps=around).select_related("street")[:200])
    if not doors:
        return ""
    return str(min(doors, key=lambda door: door.position.distance(point)))


class OnTheMap(Kind):
    """What the three have in common."""

    shape = ""
    shapes = (dict,)
    scripts = ("intake/place.js",)
    settings: tuple[Setting, ...] = (
        Setting("within", SettingType.YES_NO, gettext_lazy("Within the municipality only"), default=True),
    )

    def field(self, question: Question, asking: Asking) -> forms.Field:
        return ShapeField(
            shape=self.shape,
            within=question.settings.get("within", True) is not False,
            settings=question.settings,
            widget=ShapeInput(shape=self.shape, language=asking.language),
            **self.arguments(question, asking, missing=self.missing(), wrong=self.missing()),
        )

    def missing(self) -> str:
        """Said where nothing was chosen."""
        raise NotImplementedError

    def pressed(self, question: Question, name: str, data: Mapping[str, Any]) -> bool:
        return f"{name}-find" in data

    def shown(self, question: Question, answer: Answer, language: str) -> str:
        positions = geometry.positions_of(answer)
        if not positions:
            return ""
        with override(language):
            return " · ".join(filter(None, [self.measured(positions), *self._where(answer)]))

    def measured(self, positions: list[geometry.Position]) -> str:
        """Its size in words; a point has its position."""
        longitude, latitude = positions[0]
        return f"{latitude:.5f}, {longitude:.5f}"

    def _where(self, answer: Mapping[str, Any]) -> list[str]:
        near = answer.get("text")
        told = [_("near %(address)s") % {"address": near}] if isinstance(near, str) and near else []
        code = answer.get("district")
        district = District.objects.filter(code=code).first() if isinstance(code, str) and code else None
        return [*told, district.name] if district else told


class PointOnMap(OnTheMap):
    """One place."""

    name, title, icon = "point", gettext_lazy("Point on the map"), "site"
    shape = "point"

    def missing(self) -> str:
        return _("Show the place on the map, or search for it.")

    def sample(self, question: Question, language: str) -> Answer:
        centre = current_municipality().map_centre
        return {"type": "Point", "coordinates": [round(centre.x, 6), round(centre.y, 6)]} if centre else None


class LineOnMap(OnTheMap):
    """A way or a stretch of street."""

    name, title, icon = "line", gettext_lazy("Line on the map"), "site"
    shape = "line"
    settings = (
        *OnTheMap.settings,
        Setting("least_metres", SettingType.NUMBER, gettext_lazy("Shortest, in metres")),
        Setting("most_metres", SettingType.NUMBER, gettext_lazy("Longest, in metres")),
    )

    def missing(self) -> str:
        return _("Draw the line on the map, or search for a street.")

    def measured(self, positions: list[geometry.Position]) -> str:
        size = number_format(round(geometry.length_of(positions)), force_grouping=True)
        return _("a line of %(size)s metres") % {"size": size}


class AreaOnMap(OnTheMap):
    """A piece of ground."""

    name, title, icon = "area", gettext_lazy("Area on the map"), "site"
    shape = "area"
    settings = (
        *OnTheMap.settings,
        Setting("least_square_metres", SettingType.NUMBER, gettext_lazy("Smallest, in square metres")),
        Setting("most_square_metres", SettingType.NUMBER, gettext_lazy("Largest, in square metres")),
    )

    def missing(self) -> str:
        return _("Draw the area on the map, or search for a square or park.")

    def measured(self, positions: list[geometry.Position]) -> str:
        size = number_format(round(geometry.surface_of(positions)), force_grouping=True)
        return _("an area of %(size)s square metres") % {"size": size}
