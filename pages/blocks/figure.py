"""A figure counted in a dataset: "20,412 trees". Never typed in by hand."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, StructBlockValidationError

from opendata.catalog.contract import LATEST_YEAR, Measure, Measured
from pages.blocks.icons import ToneBlock
from pages.blocks.link import LinkBlock
from pages.blocks.measures import collection_choices, column_choices, date_column_choices, measured


class FigureBlock(LinkBlock):
    """Which collection, what is counted in it, and the words beside the number."""

    title = CharBlock(
        label=_("Words beside the figure"),
        max_length=120,
        help_text=_("Write {year} where the latest year of the data shall stand."),
    )
    collection = ChoiceBlock(label=_("Dataset"), choices=collection_choices)
    distinct = ChoiceBlock(
        label=_("Count the different values of"),
        required=False,
        choices=column_choices,
        help_text=_("Empty: all rows are counted."),
    )
    where = ChoiceBlock(label=_("Only rows where"), required=False, choices=column_choices)
    value = CharBlock(
        label=_("has the value"),
        required=False,
        max_length=100,
        help_text=_("For a date also: %(word)s. For yes or no: true, false.") % {"word": LATEST_YEAR},
    )
    trend = ChoiceBlock(
        label=_("Line by year of"),
        required=False,
        choices=date_column_choices,
        help_text=_("Draws how many rows fall into each of the last twelve years of the data."),
    )
    growing = ChoiceBlock(
        label=_("The line shows"),
        required=False,
        choices=[("sum", _("how many there were in all, year after year"))],
        help_text=_("Empty: how many were new in each year."),
    )
    tone = ToneBlock()

    target_required = False

    class Meta:
        label = _("Figure")
        icon = "order"
        template = "pages/blocks/figure.html"

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = {
            name: ValidationError(_("This column belongs to another dataset."))
            for name in ("distinct", "where", "trend")
            if cleaned.get(name) and not cleaned[name].startswith(f"{cleaned['collection']}:")
        }
        if cleaned.get("where") and not cleaned.get("value"):
            wrong["value"] = ValidationError(_("Which value?"))
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        found = measured(measure_of(value))
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

    def column(name: str) -> str:
        return str(value.get(name) or "").partition(":")[2]

    return Measure(
        collection=value.get("collection") or "",
        distinct=column("distinct"),
        where=column("where"),
        value=(value.get("value") or "").strip(),
        trend=column("trend"),
        growing=value.get("growing") == "sum",
    )


class FiguresBlock(StructBlock):
    """Figures side by side."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    figures = ListBlock(FigureBlock(), label=_("Figures"), min_num=1, max_num=8)

    class Meta:
        label = _("Figures from the data")
        icon = "order"
        template = "pages/blocks/figures.html"
