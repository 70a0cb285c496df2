"""Reads of places, and the search that folds accents, case and the final sigma."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any, Self, TypeVar, cast

from django.apps import apps
from django.db import models
from django.db.models import Case, IntegerField, Q, Value, When

from cms.kit.folding import fold
from maps.places.choices import SEARCHED_LAND, PlaceKind
from maps.places.contract import FoundPlace, KnownPlace

if TYPE_CHECKING:
    from django.contrib.gis.geos import GEOSGeometry

_NOT_A_WORD = re.compile(r"[\W_]+")

M = TypeVar("M", bound=models.Model)


def begins_a_word(column: str, word: str) -> Q:
    """A word of the folded column begins with `word` (letters and digits): «ελι» is in «Ελιών», not in
    «Καμέλιας»."""
    return Q(**{f"{column}__regex": rf"\m{word}"})


def letters_and_digits(text: str) -> list[str]:
    """The folded words of a text without what stands between them."""
    return [word for word in _NOT_A_WORD.split(fold(text)) if word]


def wants_all(words: list[str], column: str = "folded") -> Q:
    """Every word begins a word of the folded column."""
    wanted = Q()
    for word in words:
        wanted &= begins_a_word(column, word)
    return wanted


class NamedQuerySet(models.QuerySet[M]):
    """Places with a `folded` name."""

    def matching(self, text: str) -> Self:
        """Those with every word of the text in their name, best first; none for an empty text."""
        words = letters_and_digits(text)
        if not words:
            return self.none()
        whole = fold(text)
        rank = Case(
            When(folded__startswith=whole, then=Value(0)),
            When(folded__contains=f" {whole}", then=Value(1)),
            default=Value(2),
            output_field=IntegerField(),
        )
        return self.filter(wants_all(words)).annotate(rank=rank).order_by("rank", "folded", "pk")


class DistrictQuerySet(NamedQuerySet[Any]):
    """Districts."""

    def covering(self, position: GEOSGeometry) -> Self:
        """The districts that a point lies in or on the edge of."""
        return self.filter(area__covers=position).order_by("pk")


class StreetQuerySet(NamedQuerySet[Any]):
    """Streets."""

    def named(self) -> Self:
        """Those with a name."""
        return self.exclude(folded="")


class LandAreaQuerySet(NamedQuerySet[Any]):
    """Pieces of land."""

    def searched(self) -> Self:
        """Named land that people look for: parks, squares, schools."""
        return self.filter(kind__in=SEARCHED_LAND).exclude(folded="")


_HOUSE_NUMBER = re.compile(r"^(?P<street>.*\D)\s+(?P<number>\d+\w?)$")


def search_places(text: str, limit: int = 10) -> list[FoundPlace]:
    """Addresses, streets, districts and open spaces by name: at most five queries, best matches first."""
    if not letters_and_digits(text):
        return []
    named: list[tuple[PlaceKind, NamedQuerySet[Any]]] = [
        (PlaceKind.DISTRICT, _rows("District")),
        (PlaceKind.LAND, cast("LandAreaQuerySet", _rows("LandArea")).searched()),
        (PlaceKind.STREET, _rows("Street")),
    ]
    found = [
        (found.rank, _found(kind, found)) for kind, rows in named for found in rows.matching(text)[:limit]
    ]
    # A name that begins with what was typed comes before one that only contains it, whatever kind it is.
    best = [place for _rank, place in sorted(found, key=lambda ranked: ranked[0])]
    return [*_addresses(text, limit), *best][:limit]


def _rows(model: str) -> NamedQuerySet[Any]:
    # By name, since the models are made of these querysets.
    return cast("NamedQuerySet[Any]", apps.get_model("maps_places", model).objects.all())


def _addresses(text: str, limit: int) -> list[FoundPlace]:
    parts = _HOUSE_NUMBER.match(fold(text))
    if parts is None:
        return []
    streets = _rows("Street").matching(parts["street"]).values_list("pk", flat=True)[:limit]
    doors = apps.get_model("maps_places", "AddressPoint").objects.filter(
        street__in=list(streets), number__iexact=parts["number"]
    )
    return [_found(PlaceKind.ADDRESS, door) for door in doors.select_related("street")[:limit]]


def _shape_and_point(kind: PlaceKind, place: Any) -> tuple[Any, Any]:
    if kind is PlaceKind.ADDRESS:
        return place.position, place.position
    if kind is PlaceKind.STREET:
        return place.line, place.line.interpolate_normalized(0.5)
    return place.area, place.area.point_on_surface


def _found(kind: PlaceKind, place: Any) -> FoundPlace:
    shape, point = _shape_and_point(kind, place)
    west, south, east, north = shape.extent
    return FoundPlace(
        kind=kind.value,
        name=str(place),
        context=str(place.get_kind_display() if kind is PlaceKind.LAND else kind.label),
        longitude=round(point.x, 7),
        latitude=round(point.y, 7),
        box=(west, south, east, north),
        key=f"{kind.value}:{place.pk}",
    )


_MODELS = {
    PlaceKind.ADDRESS: "AddressPoint",
    PlaceKind.STREET: "Street",
    PlaceKind.LAND: "LandArea",
    PlaceKind.DISTRICT: "District",
}
_KEY = re.compile(r"([a-z]+):(\d{1,18})", re.ASCII)


def place_by_key(key: str) -> KnownPlace | None:
    """The place that a search found before; None for a key of nothing. One query."""
    parts = _KEY.fullmatch(key)
    kind = next((each for each in PlaceKind if parts and each.value == parts[1]), None)
    if parts is None or kind is None:
        return None
    rows = _rows(_MODELS[kind])
    if kind is PlaceKind.ADDRESS:
        rows = rows.select_related("street")
    place = rows.filter(pk=int(parts[2])).first()
    if place is None:
        return None
    shape, point = _shape_and_point(kind, place)
    return KnownPlace(key, str(place), shape, point)
