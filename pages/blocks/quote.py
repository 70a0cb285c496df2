"""What somebody said."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, StructBlock, TextBlock

from pages.blocks import previews


class QuoteBlock(StructBlock):
    """The words, who said them, and as what."""

    text = TextBlock(label=_("Words"), max_length=600, rows=3)
    name = CharBlock(label=_("Who said it"), max_length=120)
    role = CharBlock(label=_("Who that is"), required=False, max_length=160)

    class Meta:
        label = _("Quote")
        icon = "openquote"
        group = _("Text")
        description = _("What somebody said, in large letters")
        template = "pages/blocks/quote.html"
        preview_value = staticmethod(previews.quote)
