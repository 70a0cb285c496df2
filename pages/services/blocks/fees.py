"""Lines of a fee: when, how much, what for."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy
from wagtail.blocks import StructBlock

from pages.services.blocks.names import ConditionBlock, ExpressionBlock
from pages.services.blocks.texts import TextsBlock


class FeeLineBlock(StructBlock):
    """One line of the bill. All lines whose condition holds are added up."""

    label = TextsBlock(label=pgettext_lazy("fee", "What for"), required=True)
    amount = ExpressionBlock(
        label=_("Amount in euros"),
        required=True,
        help_text=_("A number such as 12.50, or a calculation with answers, such as: tables * 12.50"),
    )
    when = ConditionBlock(label=_("Only when"))

    class Meta:
        label = _("Line of the fee")
        icon = "decimal"
        label_format = "{label}: {amount} {when}"
        collapsed = True
