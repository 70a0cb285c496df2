"""A page whose body is made of blocks."""

from __future__ import annotations

from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import StreamValue
from wagtail.search import index

from pages.base.fields import BodyField
from pages.base.models import BasePage
from pages.blocks.streams import block_counts, body_blocks


def words_of(blocks: StreamValue) -> str:
    """What stands in them, without marks."""
    return " ".join(strip_tags(part) for part in blocks.stream_block.get_searchable_content(blocks))


class PageOfBlocks(BasePage):
    """Every block that a content page may have. Abstract."""

    body = BodyField(body_blocks(), block_counts=block_counts(), verbose_name=_("content"), blank=True)

    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def searchable_text(self) -> str:
        return words_of(self.body)
