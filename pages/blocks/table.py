"""A small table that an editor types."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock
from wagtail.contrib.typed_table_block.blocks import TypedTableBlock


class TableBlock(TypedTableBlock):
    """Columns of words or of figures; the caption names the table for those who hear it."""

    def __init__(self, **kwargs: object) -> None:
        columns = [
            ("text", CharBlock(label=_("Words"), required=False)),
            ("number", CharBlock(label=_("Figures, to the right"), required=False)),
        ]
        super().__init__(columns, **{"label": _("Table"), **kwargs})

    class Meta:
        icon = "table"
        template = "pages/blocks/table.html"
