"""Facts at a glance: cost, time, where, for whom."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from pages.blocks import previews
from pages.blocks.icons import IconBlock


class FactBlock(StructBlock):
    """One fact."""

    icon = IconBlock()
    label = CharBlock(label=_("Fact"), max_length=60, help_text=_("Such as: Cost."))
    value = CharBlock(label=_("Value"), max_length=160)


class FactsBlock(StructBlock):
    """A strip of up to six facts."""

    facts = ListBlock(FactBlock(), label=_("Facts"), min_num=1, max_num=6)

    class Meta:
        label = _("Facts at a glance")
        icon = "info-circle"
        template = "pages/blocks/facts.html"
        group = _("Text")
        description = _("Up to six facts, each with an icon, such as the cost and the time")
        preview_value = staticmethod(previews.facts)
