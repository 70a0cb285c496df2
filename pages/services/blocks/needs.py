"""What people should have at hand."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock


class NeedBlock(StructBlock):
    """Something to have at hand."""

    title = CharBlock(label=_("What"), max_length=200)
    text = CharBlock(label=_("Where from, how old at most …"), required=False, max_length=400)

    class Meta:
        label = _("Thing")
        icon = "check"
