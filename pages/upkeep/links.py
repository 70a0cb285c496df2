"""The links of a page: in its blocks and rich texts, as they are stored. What a reader would see of a link whose page
is gone is nothing at all."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from html.parser import HTMLParser
from typing import Any

from django.db.models import Model
from wagtail.blocks import (
    CharBlock,
    ListBlock,
    PageChooserBlock,
    RichTextBlock,
    StreamBlock,
    StructBlock,
    URLBlock,
)
from wagtail.documents.blocks import DocumentChooserBlock
from wagtail.fields import RichTextField, StreamField

PAGE, DOCUMENT, ADDRESS = "page", "document", "address"


@dataclass(frozen=True)
class FoundLink:
    """`target` is the number of a page or document, or an address. `bare`: to be read in the page's language."""

    kind: str
    target: str
    words: str = ""
    bare: bool = False


def links_in(page: Model) -> Iterator[FoundLink]:
    """All links of a specific page."""
    for field in page._meta.get_fields():
        if isinstance(field, StreamField):
            value = field.value_from_object(page)
            yield from _in_block(value.stream_block, list(value.raw_data), "")
        elif isinstance(field, RichTextField):
            yield from _in_html(field.value_from_object(page) or "")


def _in_block(block: Any, raw: Any, name: str) -> Iterator[FoundLink]:
    if raw in (None, ""):
        return
    if isinstance(block, StreamBlock):
        for item in raw:
            child = block.child_blocks.get(item["type"])
            if child is not None:
                yield from _in_block(child, item["value"], item["type"])
    elif isinstance(block, ListBlock):
        for item in raw:
            stored = isinstance(item, dict) and item.get("type") == "item"
            yield from _in_block(block.child_block, item["value"] if stored else item, name)
    elif isinstance(block, StructBlock) and isinstance(raw, dict):
        words = str(raw.get("title") or "")
        for child_name, child in block.child_blocks.items():
            for link in _in_block(child, raw.get(child_name), child_name):
                yield link if link.words else FoundLink(link.kind, link.target, words, link.bare)
    else:
        yield from _in_leaf(block, raw, name)


def _in_leaf(block: Any, raw: Any, name: str) -> Iterator[FoundLink]:
    if isinstance(block, RichTextBlock):
        yield from _in_html(str(raw))
    elif isinstance(block, PageChooserBlock):
        yield FoundLink(PAGE, str(raw))
    elif isinstance(block, DocumentChooserBlock):
        yield FoundLink(DOCUMENT, str(raw))
    elif isinstance(block, URLBlock) or (isinstance(block, CharBlock) and name == "address"):
        yield FoundLink(ADDRESS, str(raw), bare=True)


def _in_html(html: str) -> Iterator[FoundLink]:
    reader = _Anchors()
    reader.feed(html)
    reader.close()
    yield from reader.found


class _Anchors(HTMLParser):
    """Gathers <a>, in the form in which rich text is stored."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[FoundLink] = []
        self._open: dict[str, str | None] | None = None
        self._words: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "a":
            self._open, self._words = dict(attrs), []

    def handle_data(self, data: str) -> None:
        self._words.append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag != "a" or self._open is None:
            return
        words = " ".join("".join(self._words).split())[:200]
        kind = self._open.get("linktype")
        target = self._open.get("id") if kind in (PAGE, DOCUMENT) else self._open.get("href")
        if target:
            self.found.append(FoundLink(kind if kind in (PAGE, DOCUMENT) else ADDRESS, target, words))
        self._open = None
