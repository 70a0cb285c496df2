"""Sections that only the home page has."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import Block, CharBlock, StructBlock, TextBlock

from pages.blocks import previews
from pages.blocks.call_to_action import CallToActionBlock
from pages.blocks.campaign import CampaignBlock
from pages.blocks.cards import CardsBlock
from pages.blocks.chart import ChartBlock
from pages.blocks.figure import FigureInWordsBlock, FiguresBlock
from pages.blocks.icons import IconBlock
from pages.blocks.link import LinkBlock
from pages.blocks.links import LinksBlock
from pages.blocks.map import MapBlock
from pages.blocks.note import NoteBlock
from pages.blocks.text import TextBlock as RunningTextBlock


class DoorBlock(LinkBlock):
    """One of the large entries."""

    title = CharBlock(label=_("Title"), max_length=40)
    text = TextBlock(label=_("Text"), max_length=140, rows=2)
    icon = IconBlock(required=True)

    class Meta:
        label = _("Door")
        icon = "home"


class LinksAndMapBlock(StructBlock):
    """What is asked for most, beside a live map."""

    links = LinksBlock(label=_("List of links"))
    map = MapBlock(label=_("Map"))

    class Meta:
        label = _("Links beside a map")
        icon = "site"
        group = _("Links")
        description = _("What is asked for most, beside a live map")
        template = "pages/home/links_and_map.html"
        preview_value = staticmethod(lambda: {"links": previews.links(), "map": previews.map_of_town()})


def section_blocks() -> list[tuple[str, Block]]:
    """Sections below the doors."""
    return [
        ("links_and_map", LinksAndMapBlock()),
        ("figures", FiguresBlock()),
        ("figure_in_words", FigureInWordsBlock()),
        ("chart", ChartBlock()),
        ("cards", CardsBlock()),
        ("links", LinksBlock()),
        ("map", MapBlock()),
        ("text", RunningTextBlock()),
        ("note", NoteBlock()),
        ("call_to_action", CallToActionBlock()),
        ("campaign", CampaignBlock()),
    ]
