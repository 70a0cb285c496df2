"""Links below one another, each with a promise."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock

from pages.blocks import previews
from pages.blocks.link import LinkBlock


class PromisedLinkBlock(LinkBlock):
    """A link and what it promises: "2 days", "at once"."""

    tag = CharBlock(
        label=_("Promise"), required=False, max_length=40, help_text=_("Such as: at once, 3 days, free.")
    )
    text = TextBlock(label=_("Text"), required=False, max_length=240, rows=2)


class LinksBlock(StructBlock):
    """A list of links."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    links = ListBlock(PromisedLinkBlock(), label=_("Links"), min_num=1)
    more = ListBlock(LinkBlock(), label=_("Links below"), required=False, default=[], max_num=3)

    class Meta:
        label = _("List of links")
        icon = "link"
        template = "pages/blocks/links.html"
        group = _("Links")
        description = _("Links below one another, each with a promise")
        preview_value = staticmethod(previews.links)
