"""Which blocks stand where."""

from __future__ import annotations

from wagtail.blocks import Block

from pages.blocks.accordion import AccordionBlock
from pages.blocks.apply import ApplyBlock
from pages.blocks.call_to_action import CallToActionBlock
from pages.blocks.campaign import CampaignBlock
from pages.blocks.cards import CardsBlock
from pages.blocks.chart import ChartBlock
from pages.blocks.downloads import DownloadsBlock
from pages.blocks.facts import FactsBlock
from pages.blocks.figure import FigureInWordsBlock, FiguresBlock
from pages.blocks.links import LinksBlock
from pages.blocks.map import MapBlock
from pages.blocks.note import NoteBlock
from pages.blocks.people import HoursBlock, OfficesBlock, PeopleBlock
from pages.blocks.picture import GalleryBlock, PictureBlock
from pages.blocks.quote import QuoteBlock
from pages.blocks.related import RelatedBlock
from pages.blocks.steps import StepsBlock
from pages.blocks.table import TableBlock
from pages.blocks.text import TextBlock
from pages.blocks.video import VideoBlock

# The order within each group of the chooser; groups come in the order of their first block. What a page can carry
# without becoming slow or endless is limited.
MOST = {"map": 6, "chart": 10, "figures": 4, "gallery": 4, "video": 4, "apply": 1, "offices": 3}


def block_counts() -> dict[str, dict[str, int]]:
    """The limits as a StreamField takes them."""
    return {name: {"max_num": most} for name, most in MOST.items()}


def body_blocks() -> list[tuple[str, Block]]:
    """Everything a content page may be made of. Names stand in the pages that exist: none is ever changed."""
    return [
        ("text", TextBlock()),
        ("facts", FactsBlock()),
        ("steps", StepsBlock()),
        ("note", NoteBlock()),
        ("accordion", AccordionBlock()),
        ("table", TableBlock()),
        ("quote", QuoteBlock()),
        ("picture", PictureBlock()),
        ("gallery", GalleryBlock()),
        ("video", VideoBlock()),
        ("figures", FiguresBlock()),
        ("figure_in_words", FigureInWordsBlock()),
        ("chart", ChartBlock()),
        ("map", MapBlock()),
        ("call_to_action", CallToActionBlock()),
        ("apply", ApplyBlock()),
        ("campaign", CampaignBlock()),
        ("links", LinksBlock()),
        ("related", RelatedBlock()),
        ("cards", CardsBlock()),
        ("downloads", DownloadsBlock()),
        ("hours", HoursBlock()),
        ("offices", OfficesBlock()),
        ("people", PeopleBlock()),
    ]
