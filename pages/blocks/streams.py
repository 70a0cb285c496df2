"""Which blocks stand where."""

from __future__ import annotations

from wagtail.blocks import Block

from pages.blocks.accordion import AccordionBlock
from pages.blocks.call_to_action import CallToActionBlock
from pages.blocks.cards import CardsBlock
from pages.blocks.downloads import DownloadsBlock
from pages.blocks.facts import FactsBlock
from pages.blocks.figure import FiguresBlock
from pages.blocks.links import LinksBlock
from pages.blocks.map import MapBlock
from pages.blocks.note import NoteBlock
from pages.blocks.picture import PictureBlock
from pages.blocks.steps import StepsBlock
from pages.blocks.table import TableBlock
from pages.blocks.text import TextBlock


def body_blocks() -> list[tuple[str, Block]]:
    """Everything a content page may be made of."""
    return [
        ("text", TextBlock()),
        ("facts", FactsBlock()),
        ("steps", StepsBlock()),
        ("note", NoteBlock()),
        ("call_to_action", CallToActionBlock()),
        ("accordion", AccordionBlock()),
        ("table", TableBlock()),
        ("links", LinksBlock()),
        ("cards", CardsBlock()),
        ("downloads", DownloadsBlock()),
        ("picture", PictureBlock()),
        ("figures", FiguresBlock()),
        ("map", MapBlock()),
    ]
