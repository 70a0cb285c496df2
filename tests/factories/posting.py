"""Blocks as the editor's browser sends them."""

from __future__ import annotations

from typing import Any

from wagtail.blocks import RichTextBlock
from wagtail.test.utils.form_data import rich_text


def as_posted(value: Any) -> dict[str, Any]:
    """A StreamValue."""
    return _rows((child.id, child.block_type, child.block, child.value) for child in value)


def _rows(children: Any) -> dict[str, Any]:
    posted: dict[str, Any] = {}
    number = 0
    for number, (key, kind, block, value) in enumerate(children, 1):
        posted[str(number - 1)] = {
            "deleted": "",
            "order": str(number - 1),
            "id": key or "",
            "type": kind,
            "value": _plain(block, value),
        }
    return {"count": number, **posted}


def _plain(block: Any, value: Any) -> Any:
    if hasattr(block, "child_block"):
        return _rows((child.id, "item", block.child_block, child.value) for child in value.bound_blocks)
    if hasattr(block, "grouped_child_blocks"):
        return as_posted(value)
    if hasattr(block, "child_blocks"):
        return {name: _plain(child, value.get(name)) for name, child in block.child_blocks.items()}
    if isinstance(block, RichTextBlock):
        return rich_text(getattr(value, "source", "") or "")
    if isinstance(value, bool):
        return "on" if value else None
    return "" if value is None else str(value)
