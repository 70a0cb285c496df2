"""A chart of a dataset, drawn on the server from the shelf as it is, with the same as a table."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    BooleanBlock,
    CharBlock,
    ChoiceBlock,
    IntegerBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.blocks.struct_block import BlockGroup

from opendata.catalog.choices import ChartKind, MeasureKind
from opendata.catalog.contract import ChartQuestion
from opendata.catalog.registry import row_browser
from pages.blocks import previews
from pages.blocks.conditions import ColumnBlock, ConditionsBlock, conditions_of, understand
from pages.blocks.drawing import DrawnChart
from pages.blocks.measures import (
    NUMBERS,
    LiveChoiceBlock,
    belongs,
    charted,
    collection_choices,
    column_of,
    kind_of_column,
    number_column_choices,
)

KINDS_NEEDED = {ChartKind.LINE: ("date", "datetime"), ChartKind.HISTOGRAM: NUMBERS}


class ChartBlock(StructBlock):
    """Which dataset, which column, drawn how."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    collection = LiveChoiceBlock(label=_("Dataset"), choices=collection_choices)
    kind = ChoiceBlock(
        label=_("Drawn as"), choices=ChartKind.choices, default=ChartKind.BARS, search_index=False
    )
    column = ColumnBlock(
        label=_("Column"),
        required=True,
        help_text=_("Its values are the bars; for a line a column of dates, for columns one of numbers."),
    )
    measure = ChoiceBlock(
        label=_("A bar is as long as"),
        choices=MeasureKind.choices,
        default=MeasureKind.ROWS,
        search_index=False,
    )
    of = ColumnBlock(number_column_choices, label=_("… of the column"))
    conditions = ConditionsBlock()
    most = IntegerBlock(label=_("How many bars"), min_value=2, max_value=20, default=8)
    in_order = BooleanBlock(
        label=_("In the order of the words, not the largest first"), required=False, default=False
    )
    text = TextBlock(
        label=_("What it shows"),
        required=False,
        max_length=300,
        rows=2,
        help_text=_("One sentence. Empty: the portal says which bar is the longest."),
    )

    class Meta:
        label = _("Chart from the data")
        icon = "order"
        group = _("From the data")
        description = _("Bars, a line over time or columns, drawn from a dataset and always up to date")
        template = "pages/blocks/chart.html"
        preview_value = staticmethod(previews.chart)
        form_layout = BlockGroup(
            ["heading", "collection", "kind", "column", "conditions", "text"],
            settings=["measure", "of", "most", "in_order"],
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["collection"] or not cleaned["column"]:  # a draft
            return cleaned
        wrong: dict[str, ValidationError] = {
            name: ValidationError(_("This column belongs to another dataset."))
            for name in ("column", "of")
            if not belongs(cleaned[name], cleaned["collection"])
        }
        needed = KINDS_NEEDED.get(ChartKind(cleaned["kind"] or ChartKind.BARS))
        if needed and "column" not in wrong and kind_of_column(cleaned["column"]) not in needed:
            wrong["column"] = ValidationError(
                _("A line needs a column of dates.")
                if cleaned["kind"] == ChartKind.LINE
                else _("Columns need a column of numbers.")
            )
        if cleaned["measure"] != MeasureKind.ROWS and not cleaned["of"]:
            wrong["of"] = ValidationError(_("Of which column?"))
        bad = understand(cleaned["conditions"], cleaned["collection"])
        if bad:
            wrong["conditions"] = bad
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        found = (parent_context or {}).get("example") or charted(question_of(value))
        if found and found.marks:
            address = partial(row_browser().address, found.name, conditions_of(value))
            context["drawn"] = DrawnChart(found, address)
        return context

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "example": previews.chart_example()}


def question_of(value: Any) -> ChartQuestion:
    """The question that a block's settings ask of the data."""
    return ChartQuestion(
        collection=value.get("collection") or "",
        kind=value.get("kind") or ChartKind.BARS,
        column=column_of(value.get("column")),
        conditions=conditions_of(value),
        measure=value.get("measure") or MeasureKind.ROWS,
        of=column_of(value.get("of")),
        most=value.get("most") or 8,
        in_order=bool(value.get("in_order")),
    )
