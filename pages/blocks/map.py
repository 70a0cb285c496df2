"""A live map of what the municipality has: a register's own map, or any dataset with places in a style of one's own."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, StructBlockValidationError, TextBlock
from wagtail.blocks.struct_block import BlockGroup

from maps.viewer.contract import TONES, Drawn
from maps.viewer.registry import maps
from pages.blocks import previews
from pages.blocks.conditions import ColumnBlock, ConditionsBlock, conditions_of, understand
from pages.blocks.embedding import Look, map_shown, position_of
from pages.blocks.measures import (
    LiveChoiceBlock,
    belongs,
    column_of,
    kind_column_choices,
    placed_collections,
    placed_number_choices,
)

ZOOMS = [
    ("12", _("the whole town")),
    ("14", _("a district")),
    ("16", _("a neighbourhood")),
    ("18", _("a street")),
]
HEIGHTS = [("low", _("low")), ("tall", _("tall"))]
COLUMNS = ("colour_by", "size_by")


def map_choices() -> list[tuple[str, Any]]:
    """The maps that registers offer, then every other dataset with places."""
    own = [(name, str(getattr(maps.get(name), "title", name))) for name in maps.names()]
    others = [(name, title) for name, title in placed_collections() if name not in maps.names()]
    return [(str(_("Registers")), own), *([(str(_("Other datasets")), others)] if others else [])]


def tone_choices() -> list[tuple[str, Any]]:
    """Colours of a map in one colour."""
    return [(name, words) for name, (words, _colour) in TONES.items()]


def subject_of(name: str) -> str:
    """The dataset whose columns a map's conditions and colours speak of."""
    definition = maps.get(name)
    return definition.subject.collection if definition else name


class MapBlock(StructBlock):
    """Which map, which of its rows, and how it looks."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    map_name = LiveChoiceBlock(label=_("Map"), choices=map_choices)
    conditions = ConditionsBlock()
    sentence = TextBlock(
        label=_("Sentence below the map"),
        required=False,
        max_length=240,
        rows=2,
        help_text=_("A sentence a child understands. Empty: what the map says of itself."),
    )
    colour_by = ColumnBlock(
        kind_column_choices,
        label=_("Colours by"),
        help_text=_("Each of its most frequent values gets a colour and a shape. Empty: the map's own."),
    )
    tone = ChoiceBlock(label=_("or one colour"), choices=tone_choices, required=False, search_index=False)
    size_by = ColumnBlock(placed_number_choices, label=_("Sizes by"))
    place = CharBlock(
        label=_("Looks at"),
        required=False,
        max_length=120,
        search_index=False,
        help_text=_("A street, a square, an address – or 38.0215, 23.7340. Empty: all of it."),
    )
    zoom = ChoiceBlock(label=_("Shows"), choices=ZOOMS, required=False, search_index=False)
    height = ChoiceBlock(label=_("Height"), choices=HEIGHTS, required=False, search_index=False)
    filters = CharBlock(
        label=_("Filters of the register's list"),
        required=False,
        max_length=200,
        search_index=False,
        help_text=_("What stands after the ? in the address of the filtered list, such as protected=true."),
    )

    class Meta:
        label = _("Map")
        icon = "site"
        group = _("From the data")
        description = _(
            "A live map of a register or of any dataset with places, filtered and coloured by you"
        )
        template = "pages/blocks/map.html"
        preview_value = staticmethod(previews.map_of_town)
        form_layout = BlockGroup(
            ["heading", "map_name", "conditions", "sentence"],
            settings=["colour_by", "tone", "size_by", "place", "zoom", "height", "filters"],
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        name = cleaned["map_name"]
        if not name:  # a draft
            return cleaned
        collection = subject_of(name)
        wrong: dict[str, ValidationError] = {
            column: ValidationError(_("This column belongs to another dataset."))
            for column in COLUMNS
            if not belongs(cleaned[column], collection)
        }
        if cleaned["colour_by"] and cleaned["tone"]:
            wrong["tone"] = ValidationError(_("Either colours by a column, or one colour."))
        if cleaned["filters"] and name not in maps.names():
            wrong["filters"] = ValidationError(
                _("Only registers have such a list; use the conditions above.")
            )
        if cleaned["place"] and position_of(cleaned["place"]) is None:
            wrong["place"] = ValidationError(_("No such place was found."))
        bad = understand(cleaned["conditions"], collection)
        if bad:
            wrong["conditions"] = bad
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        name, look = value.get("map_name") or "", look_of(value)
        context["shown"] = map_shown(name, look, value.get("sentence") or "")
        return context


def look_of(value: Any) -> Look:
    """How a block's settings want the map."""
    return Look(
        filters=value.get("filters") or "",
        drawn=Drawn(
            where=conditions_of(value),
            by=column_of(value.get("colour_by")),
            size_by=column_of(value.get("size_by")),
            tone=value.get("tone") or "",
        ),
        place=value.get("place") or "",
        zoom=value.get("zoom") or "",
    )
