"""What to do, one after the other."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from pages.blocks import previews
from pages.blocks.text import TextBlock


class StepBlock(StructBlock):
    """One step."""

    title = CharBlock(label=_("Step"), max_length=160)
    text = TextBlock(
        label=_("Text"), required=False, features=["bold", "italic", "ul", "link", "document-link"]
    )


class StepsBlock(StructBlock):
    """Numbered steps."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    steps = ListBlock(StepBlock(), label=_("Steps"), min_num=1)

    class Meta:
        label = _("Steps")
        icon = "list-ol"
        template = "pages/blocks/steps.html"
        group = _("Text")
        description = _("What to do, one thing after the other, with numbers")
        preview_value = staticmethod(previews.steps)
