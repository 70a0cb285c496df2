"""Something that the town does for a while, and how far it has come."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _
from wagtail.blocks import (
    CharBlock,
    DateBlock,
    DecimalBlock,
    ListBlock,
    StructBlock,
    StructBlockValidationError,
    TextBlock,
)
from wagtail.blocks.struct_block import BlockGroup

from cms.theme.templatetags.theme import figure
from pages.blocks import previews
from pages.blocks.link import LinkBlock
from pages.blocks.periods import backward_days, phase_of


class CampaignBlock(LinkBlock):
    """What it is about, from when until when, what has been reached of what was meant, and where to take part."""

    heading = CharBlock(label=_("Campaign"), max_length=120)
    text = TextBlock(label=_("Text"), required=False, max_length=400, rows=3)
    phase = CharBlock(
        label=_("Phase"), required=False, max_length=80, help_text=_("Such as: Collecting proposals.")
    )
    first = DateBlock(label=_("First day"), required=False)
    last = DateBlock(label=_("Last day"), required=False)
    reached = DecimalBlock(label=_("Reached"), required=False, min_value=0)
    goal = DecimalBlock(label=_("Goal"), required=False, min_value=0)
    unit = CharBlock(
        label=_("What is counted"), required=False, max_length=60, help_text=_("Such as: trees planted.")
    )
    figures = ListBlock(
        StructBlock(
            [
                ("value", CharBlock(label=_("Figure"), max_length=20)),
                ("label", CharBlock(label=_("Words"), max_length=80)),
            ]
        ),
        label=_("More figures"),
        required=False,
        default=[],
        max_num=3,
    )

    class Meta:
        label = _("Campaign")
        icon = "calendar-check"
        group = _("Calls")
        description = _("A campaign with its dates, how far it has come, and the way to take part")
        template = "pages/blocks/campaign.html"
        preview_value = staticmethod(previews.campaign)
        form_layout = BlockGroup(
            [
                "heading",
                "text",
                "phase",
                "first",
                "last",
                "reached",
                "goal",
                "unit",
                "title",
                "page",
                "address",
            ],
            settings=["figures"],
        )

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = backward_days(cleaned)
        if (cleaned["reached"] is None) != (cleaned["goal"] is None):
            wrong["goal"] = ValidationError(_("Give what was reached and the goal, or neither."))
        elif cleaned["goal"] is not None and not cleaned["goal"]:
            wrong["goal"] = ValidationError(_("A goal is more than nothing."))
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        reached, goal = value.get("reached"), value.get("goal")
        counted = reached is not None and bool(goal)
        return {
            **context,
            "phase": phase_of(value.get("first"), value.get("last")),
            "share": min(int(100 * reached / goal), 100) if counted else None,
            "counted": _("%(reached)s of %(goal)s %(unit)s")
            % {
                "reached": figure(_plain(reached)),
                "goal": figure(_plain(goal)),
                "unit": value.get("unit") or "",
            }
            if counted
            else "",
        }


def _plain(number: Any) -> Any:
    """300, not 300.00."""
    return int(number) if number == int(number) else number
