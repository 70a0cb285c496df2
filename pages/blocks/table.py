"""A small table that an editor types."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTable, TypedTableBlock

from pages.blocks import previews


class TableBlock(TypedTableBlock):
    """Columns of words or of figures; the caption names the table for those who hear it."""

    def __init__(self, **kwargs: object) -> None:
        columns = [
            ("text", CharBlock(label=_("Words"), required=False)),
            ("number", CharBlock(label=_("Figures, to the right"), required=False)),
        ]
        super().__init__(columns, **{"label": _("Table"), **kwargs})

    def get_context(self, value: TypedTable, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        """`lines`: each row as pairs of column and cell, since on a phone a cell says its column's heading."""
        context: dict[str, Any] = super().get_context(value, parent_context)
        context["lines"] = [list(zip(value.columns, row, strict=False)) for row in value.rows]
        return context

    class Meta:
        icon = "table"
        template = "pages/blocks/table.html"
        group = _("Text")
        description = _("A small table that you type")
        preview_value = staticmethod(previews.table)
