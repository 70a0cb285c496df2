"""One thing to do next."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, TextBlock

from pages.blocks import previews
from pages.blocks.link import LinkBlock


class CallToActionBlock(LinkBlock):
    """A marble panel with a sentence and one button."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    text = TextBlock(label=_("Text"), required=False, max_length=400, rows=2)

    class Meta:
        label = _("Call to action")
        icon = "pick"
        template = "pages/blocks/call_to_action.html"
        group = _("Calls")
        description = _("One sentence and one button")
        preview_value = staticmethod(previews.call_to_action)
