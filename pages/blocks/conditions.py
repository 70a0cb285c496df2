"""Rows of "column – compares to – value": which rows a figure, a chart or a map is about. Nothing is a formula."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, ListBlock, StructBlock, StructBlockValidationError
from wagtail.blocks.list_block import ListBlockValidationError

from opendata.catalog.choices import Comparison
from opendata.catalog.contract import LATEST_YEAR, Condition
from opendata.catalog.errors import BadCondition
from opendata.catalog.registry import row_reader
from pages.blocks.measures import ColumnChoices, LiveChoiceBlock, belongs, column_choices, column_of

MOST = 6


class ColumnBlock(LiveChoiceBlock):
    """A column of a dataset."""

    def __init__(self, choices: ColumnChoices = column_choices, **kwargs: Any) -> None:
        super().__init__(choices=choices, **{"required": False, **kwargs})


class ConditionBlock(StructBlock):
    """One condition."""

    column = ColumnBlock(label=_("Column"), required=True)
    comparison = ChoiceBlock(
        label=_("compares"), choices=Comparison.choices, default=Comparison.IS, search_index=False
    )
    value = CharBlock(label=_("Value"), required=False, max_length=200, search_index=False)

    class Meta:
        label = _("Condition")
        icon = "list-ul"
        form_classname = "struct-block conditionrow"


class ConditionsBlock(ListBlock):
    """Up to six of them."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(
            ConditionBlock(),
            **{
                "label": _("Only these rows"),
                "required": False,
                "default": [],
                "max_num": MOST,
                "help_text": _(
                    "All conditions must be met; of several “is” on one column one is enough. Dates: 31/12/2026, "
                    "2026 or %(word)s. Yes or no: yes, no."
                )
                % {"word": LATEST_YEAR},
                **kwargs,
            },
        )


def conditions_of(value: Any) -> tuple[Condition, ...]:
    """The conditions of a block's value; those without a column (any more) are left out."""
    return tuple(
        Condition(column_of(line["column"]), line["comparison"] or Comparison.IS, line["value"] or "")
        for line in value.get("conditions") or ()
        if line.get("column")
    )


def understand(conditions: Any, collection: str) -> ListBlockValidationError | None:
    """Writes each value as the data has it, so that reading never fails; what is wrong is told by its line."""
    wrong: dict[int, ValidationError] = {}
    for at, line in enumerate(conditions or ()):
        if not belongs(line["column"], collection):
            wrong[at] = StructBlockValidationError(
                {"column": ValidationError(_("This column belongs to another dataset."))}
            )
            continue
        asked = Condition(column_of(line["column"]), line["comparison"], line["value"] or "")
        try:
            line["value"] = row_reader().understood(collection, asked).value
        except BadCondition as bad:
            wrong[at] = StructBlockValidationError({bad.field: ValidationError(str(bad))})
    return ListBlockValidationError(block_errors=wrong) if wrong else None
