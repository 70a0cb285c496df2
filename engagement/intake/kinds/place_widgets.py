"""Inputs for places: street and number, a shape, a feature of a register. Lists come first, maps on top of them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext as _

from engagement.intake.kinds.geometry import LONGEST_TEXT, written_positions
from engagement.intake.kinds.writing import one_line
from maps.places.querysets import search_places

LONGEST_SEARCH = 80
MOST_FOUND = 8
# Kinds of places that have the shape which is asked for; any place has a point.
WITH_SHAPE = {"point": None, "line": ("street",), "area": ("land", "district")}


class AddressInput(forms.MultiWidget):
    """Two inputs, and a third one for addresses elsewhere."""

    template_name = "intake/widgets/address.html"
    use_fieldset = True
    autocomplete = {"street": "address-line1", "number": "off", "place": "address-level2"}

    def __init__(self, *, free: bool, language: str, attrs: dict[str, Any] | None = None) -> None:
        self.parts = ("street", "number", "place") if free else ("street", "number")
        self.language = language
        super().__init__(
            {
                part: forms.TextInput(attrs={"autocomplete": self.autocomplete[part], "spellcheck": "false"})
                for part in self.parts
            },
            attrs,
        )

    def decompress(self, value: Any) -> list[str]:
        found = value if isinstance(value, dict) else {}
        return [found.get(part) or "" for part in self.parts]

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        labels = {
            "street": _("Street"),
            "number": _("Number"),
            "place": _("Postcode and town, when it is elsewhere"),
        }
        for part, widget in zip(self.parts, context["widget"]["subwidgets"], strict=True):
            widget |= {"part": part, "part_label": labels[part]}
            if part == "number":
                widget["attrs"]["class"] = f"{widget['attrs'].get('class', '')} govuk-input--width-5".strip()
        context["widget"]["language"] = self.language
        return context


@dataclass(frozen=True)
class TypedShape:
    """What was sent: positions, a chosen place, a search."""

    shape: str
    positions: str = ""
    place: str = ""
    text: str = ""
    wants_search: bool = False

    def search(self) -> list[tuple[str, str]]:
        """Places of the right shape: key and what they are called."""
        kinds = WITH_SHAPE[self.shape]
        found = [
            place
            for place in search_places(self.text, 3 * MOST_FOUND)
            if kinds is None or place.kind in kinds
        ]
        return [(place.key, f"{place.name} ({place.context})") for place in found[:MOST_FOUND]]


class ShapeInput(forms.Widget):
    """A search with a list, and coordinates; the script puts a map above them that writes the coordinates."""

    template_name = "intake/widgets/place.html"
    use_fieldset = True

    def __init__(self, *, shape: str, language: str, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs)
        self.shape, self.language = shape, language
        # Filled by the field when the search was pressed.
        self.found: Sequence[tuple[str, str]] = ()

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedShape:
        def typed(part: str, most: int) -> str:
            return str(data.get(f"{name}{part}") or "")[:most]

        wants_search = f"{name}-find" in data
        return TypedShape(
            self.shape,
            # One sign more than may be: the field refuses it rather than reading half of it.
            positions=typed("", LONGEST_TEXT + 1),
            place="" if wants_search else typed("-place", 40),
            text=one_line(typed("-search", LONGEST_SEARCH)).replace("\x00", ""),
            wants_search=wants_search,
        )

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        return name not in data

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_search" if id_ else id_

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, TypedShape) else TypedShape(self.shape)
        is_stored = isinstance(value, dict)
        context["widget"] |= {
            "shape": self.shape,
            "language": self.language,
            "positions": written_positions(value) if is_stored else typed.positions[:LONGEST_TEXT],
            "near": str(value.get("text") or "") if is_stored else "",
            "search": typed.text,
            "found": self.found,
            "chosen": typed.place,
            "rows": 1 if self.shape == "point" else 4,
            "search_label": {
                "point": _("Search for an address, a street or a square"),
                "line": _("Search for a street"),
                "area": _("Search for a park, a square or a district"),
            }[self.shape],
        }
        return context


@dataclass(frozen=True)
class TypedFeature:
    """A feature's id, or a search for one."""

    fid: str = ""
    text: str = ""
    wants_search: bool = False


class FeatureInput(forms.Widget):
    """A search with a list of what was found; the script puts the collection's map above it."""

    template_name = "intake/widgets/feature.html"
    use_fieldset = True

    def __init__(self, *, collection: str, has_map: bool, language: str) -> None:
        super().__init__()
        self.collection, self.has_map, self.language = collection, has_map, language
        # Filled by the field: what the list offers, and the title of what is chosen.
        self.found: Sequence[tuple[str, str]] = ()
        self.is_whole = False
        self.title = ""

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> TypedFeature:
        return TypedFeature(
            str(data.get(name) or "")[:40],
            one_line(str(data.get(f"{name}-search") or "")[:LONGEST_SEARCH]).replace("\x00", ""),
            f"{name}-find" in data,
        )

    def id_for_label(self, id_: str) -> str:
        return f"{id_}_search" if id_ and not self.is_whole else f"{id_}_0"

    def get_context(self, name: str, value: Any, attrs: dict[str, Any] | None) -> dict[str, Any]:
        context = super().get_context(name, value, attrs)
        typed = value if isinstance(value, TypedFeature) else TypedFeature()
        stored = value if isinstance(value, dict) else {}
        chosen = typed.fid or str(stored.get("fid") or "")
        title = self.title or str(stored.get("title") or "")
        offered = list(self.found)
        if chosen and title and chosen not in dict(offered):
            offered.insert(0, (chosen, title))
        context["widget"] |= {
            "collection": self.collection,
            "has_map": self.has_map,
            "language": self.language,
            "search": typed.text,
            "found": offered,
            "is_whole": self.is_whole,
            "chosen": chosen,
        }
        return context
