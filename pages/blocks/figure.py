"""A figure counted in a dataset: "20,412 trees". Never typed in by hand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, StructBlockValidationError
from wagtail.blocks.struct_block import BlockGroup

from opendata.catalog.contract import LATEST_YEAR, Measure, Measured
from pages.blocks import previews
from pages.blocks.conditions import ColumnBlock, ConditionsBlock, conditions_of, understand
from pages.blocks.icons import ToneBlock
from pages.blocks.link import LinkBlock
from pages.blocks.measures import (
    LiveChoiceBlock,
    belongs,
    collection_choices,
    column_of,
    date_column_choices,
    measured,
)


class FigureBlock(LinkBlock):
    """Which collection, what is counted in it, and the words beside the number."""

    title = CharBlock(
        label=_("Words beside the figure"),
        max_length=120,
        help_text=_("Write {year} where the latest year of the data shall stand."),
    )
    collection = LiveChoiceBlock(label=_("Dataset"), choices=collection_choices)
    conditions = ConditionsBlock()
    distinct = ColumnBlock(
        label=_("Count the different values of"),
        help_text=_("Empty: all rows are counted."),
    )
    where = ColumnBlock(label=_("Only rows where"))
    value = CharBlock(
        label=_("has the value"),
        required=False,
        max_length=100,
        search_index=False,
        help_text=_("For a date also: %(word)s. For yes or no: true, false.") % {"word": LATEST_YEAR},
    )
    trend = ColumnBlock(
        date_column_choices,
        label=_("Line by year of"),
        help_text=_("Draws how many rows fall into each of the last twelve years of the data."),
    )
    growing = ChoiceBlock(
        label=_("The line shows"),
        required=False,
        search_index=False,
        choices=[("sum", _("how many there were in all, year after year"))],
        help_text=_("Empty: how many were new in each year."),
    )
    tone = ToneBlock()

    target_required = False

    class Meta:
        label = _("Figure")
        icon = "order"
        template = "pages/blocks/figure.html"
        form_layout = BlockGroup(
            ["title", "collection", "conditions", "page", "address"],
            settings=["distinct", "where", "value", "trend", "growing", "tone"],
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if not cleaned["collection"]:  # a draft
            return cleaned
        wrong: dict[str, ValidationError] = {
            name: ValidationError(_("This column belongs to another dataset."))
            for name in ("distinct", "where", "trend")
            if not belongs(cleaned.get(name), cleaned["collection"])
        }
        if cleaned.get("where") and not cleaned.get("value"):
            wrong["value"] = ValidationError(_("Which value?"))
        bad = understand(cleaned.get("conditions"), cleaned["collection"])
        if bad:
            wrong["conditions"] = bad
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        examples = (parent_context or {}).get("examples") or {}
        found = examples.get(value.get("title")) or measured(measure_of(value))
        context["measured"] = found
        year = str(found.year) if found and found.year else ""
        context["words"] = (value.get("title") or "").replace("{year}", year)
        context["trend_words"] = _line_in_words(found)
        return context


def _line_in_words(found: Measured | None) -> str:
    """The line for those who hear it: where it begins and where it ends."""
    if found is None or not found.points or found.year is None:
        return ""
    return gettext("%(first_year)s: %(first)s, %(last_year)s: %(last)s") % {
        "first_year": found.year - len(found.points) + 1,
        "first": found.points[0],
        "last_year": found.year,
        "last": found.points[-1],
    }


def measure_of(value: Any) -> Measure:
    """The question that a block's settings ask of the data."""
    return Measure(
        collection=value.get("collection") or "",
        distinct=column_of(value.get("distinct")),
        where=column_of(value.get("where")),
        value=(value.get("value") or "").strip(),
        trend=column_of(value.get("trend")),
        growing=value.get("growing") == "sum",
        conditions=conditions_of(value),
    )


class FiguresBlock(StructBlock):
    """Figures side by side."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    figures = ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=8)
    more = ListBlock(LinkBlock(), label=_("Links below"), required=False, default=[], max_num=3)

    class Meta:
        label = _("Figures from the data")
        icon = "order"
        group = _("From the data")
        description = _("Numbers that the portal counts in a dataset by itself, side by side")
        template = "pages/blocks/figures.html"
        preview_value = staticmethod(previews.figures)

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "examples": previews.figure_examples()}


class FigureInWordsBlock(FigureBlock):
    """One figure within a sentence."""

    title = CharBlock(
        label=_("Sentence"),
        max_length=240,
        help_text=_(
            "Write {number} where the figure shall stand, such as: {number} trees stand in our streets. "
            "{year} is the latest year of the data."
        ),
    )

    class Meta:
        label = _("Sentence with a figure")
        icon = "order"
        group = _("From the data")
        description = _("A sentence in large letters with a number that the portal counts by itself")
        template = "pages/blocks/figure_in_words.html"
        preview_value = staticmethod(previews.figure_in_words)
        form_layout = BlockGroup(
            ["title", "collection", "conditions", "page", "address"], settings=["distinct", "where", "value"]
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        if cleaned["title"] and "{number}" not in cleaned["title"]:
            problem = _("Write {number} where the figure shall stand.")
            raise StructBlockValidationError({"title": ValidationError(problem)})
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context = super().get_context(value, parent_context)
        before, _number, after = context["words"].partition("{number}")
        return {**context, "before": before, "after": after}

    def get_preview_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        return {**(parent_context or {}), "examples": previews.figure_examples()}
