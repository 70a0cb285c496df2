"""From the editor's HTML to plain data that the layout draws. Nothing that anybody typed ever becomes markup.

The features are few and fixed (FEATURES); what else stands in the HTML loses its element and keeps its words.
"""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser
from typing import Any

FEATURES = ["h2", "h3", "bold", "italic", "ol", "ul", "hr"]
BLOCKS = {"p": "p", "h2": "h2", "h3": "h3", "h4": "h3", "li": "li"}
BOLD, ITALIC = {"b", "strong"}, {"i", "em"}
SILENT = {"script", "style", "template", "title"}

Run = dict[str, Any]
Block = dict[str, Any]


class _Reader(HTMLParser):
    def __init__(self, say: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=True)
        self.say = say
        self.blocks: list[Block] = []
        self.runs: list[Run] = []
        self.kind = "p"
        self.lists: list[str] = []
        self.bold = self.italic = self.silent = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        if tag in BLOCKS:
            self.close_block()
            self.kind = BLOCKS[tag]
        elif tag in ("ul", "ol"):
            self.close_block()
            self.lists.append(tag)
        elif tag == "br":
            self.runs.append({"br": True})
        elif tag == "hr":
            self.close_block()
            self.blocks.append({"kind": "hr", "runs": []})
        self._count(tag, 1)

    def handle_endtag(self, tag: str) -> None:
        if tag in BLOCKS:
            self.close_block()
        elif tag in ("ul", "ol"):
            self.close_block()
            if self.lists:
                self.lists.pop()
        self._count(tag, -1)

    def _count(self, tag: str, step: int) -> None:
        if tag in BOLD:
            self.bold = max(0, self.bold + step)
        elif tag in ITALIC:
            self.italic = max(0, self.italic + step)
        elif tag in SILENT:
            self.silent = max(0, self.silent + step)

    def handle_data(self, data: str) -> None:
        if self.silent or (not self.runs and not data.strip()):
            return
        for number, line in enumerate(self.say(" ".join(data.split("\n"))).split("\n")):
            if number:
                self.runs.append({"br": True})
            if line:
                self.runs.append({"text": line, "bold": bool(self.bold), "italic": bool(self.italic)})

    def close_block(self) -> None:
        runs, kind, self.runs, self.kind = self.runs, self.kind, [], "p"
        if not any(run.get("text", "").strip() for run in runs):
            return
        if kind == "li":
            self._add_item(runs)
        else:
            self.blocks.append({"kind": kind, "runs": runs})

    def _add_item(self, runs: list[Run]) -> None:
        """Items that follow one another are one list; lists within lists are drawn as one."""
        kind = self.lists[-1] if self.lists else "ul"
        if self.blocks and self.blocks[-1]["kind"] == kind and self.blocks[-1].get("open"):
            self.blocks[-1]["items"].append(runs)
        else:
            self.blocks.append({"kind": kind, "items": [runs], "runs": [], "open": True})


def blocks_of(html: str, say: Callable[[str], str] = str) -> list[Block]:
    """Headings, paragraphs, lists, lines; `say` replaces the words in braces of each piece of text."""
    reader = _Reader(say)
    reader.feed(html)
    reader.close()
    reader.close_block()
    return reader.blocks


def words_of(html: str) -> str:
    """All its text, a block a line: what is looked through for words in braces."""
    lines = (
        "".join(run.get("text", " ") for run in runs)
        for block in blocks_of(html)
        for runs in [block["runs"], *block.get("items", [])]
    )
    return "\n".join(line for line in lines if line)
