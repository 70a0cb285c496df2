"""A live map of what the municipality has."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock

from maps.viewer.registry import maps
from pages.blocks.embedding import map_shown


def registered_maps() -> list[tuple[str, str]]:
    """Names and titles of the maps that the registers offer."""
    return [(name, str(getattr(maps.get(name), "title", name))) for name in maps.names()]


class MapBlock(StructBlock):
    """One registered map, narrowed by its own filters."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    map_name = ChoiceBlock(label=_("Map"), choices=registered_maps)
    filters = CharBlock(
        label=_("Filters"),
        required=False,
        max_length=200,
        help_text=_("What stands after the ? in the address of the filtered list, such as protected=true."),
    )
    sentence = TextBlock(
        label=_("Sentence below the map"),
        required=False,
        max_length=240,
        rows=2,
        help_text=_("A sentence a child understands. Empty: what the map says of itself."),
    )

    class Meta:
        label = _("Map")
        icon = "site"
        template = "pages/blocks/map.html"

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        filters, sentence = value.get("filters") or "", value.get("sentence") or ""
        context["shown"] = map_shown(value.get("map_name") or "", filters, sentence)
        return context
