"""The button to a service's form, with what it promises and when it can be filled in."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, DateBlock, ListBlock, StructBlockValidationError, TextBlock

from pages.blocks import previews
from pages.blocks.facts import FactBlock
from pages.blocks.link import LinkBlock
from pages.blocks.periods import backward_days, phase_of

# Where the form of a service page stands (docs: addresses).
FORM = "apply/"


class ApplyBlock(LinkBlock):
    """A service page leads to its form; an address leads where it says."""

    title = CharBlock(
        label=_("Words of the button"), max_length=60, help_text=_("Such as: Apply now, Book a time.")
    )
    facts = ListBlock(
        FactBlock(),
        label=_("What it promises"),
        required=False,
        default=[],
        max_num=3,
        help_text=_("Such as: Time: 2 days. Cost: free."),
    )
    first = DateBlock(label=_("Open from"), required=False)
    last = DateBlock(label=_("Open until"), required=False)
    otherwise = TextBlock(
        label=_("While it is closed"),
        required=False,
        max_length=240,
        rows=2,
        help_text=_("What people can do before and after. Empty: only the days are told."),
    )

    class Meta:
        label = _("Apply now")
        icon = "pick"
        group = _("Calls")
        description = _("The large button to a service's form, with what it promises and when it is open")
        template = "pages/blocks/apply.html"
        preview_value = staticmethod(previews.apply)

    def clean(self, value: Any) -> Any:
        cleaned = super().clean(value)
        wrong = backward_days(cleaned)
        if wrong:
            raise StructBlockValidationError(wrong)
        return cleaned

    def get_context(self, value: Any, parent_context: dict[str, Any] | None = None) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(value, parent_context)
        return {
            **context,
            "form_url": form_address(value),
            "phase": phase_of(value.get("first"), value.get("last")),
        }


def form_address(value: Any) -> str:
    """Below the page that was chosen; empty when it is not public."""
    url = str(value.url)
    return f"{url.rstrip('/')}/{FORM}" if url and value.get("page") else url
