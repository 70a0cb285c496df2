"""Cards in a row."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock, TextBlock
from wagtail.images.blocks import ImageChooserBlock

from pages.blocks import previews
from pages.blocks.icons import IconBlock, ToneBlock
from pages.blocks.link import LinkBlock


class CardBlock(LinkBlock):
    """A card leads to one page. Its picture is decoration: the title says it all."""

    title = CharBlock(label=_("Title"), max_length=120)
    kicker = CharBlock(label=_("Line above the title"), required=False, max_length=80)
    text = TextBlock(label=_("Text"), required=False, max_length=300, rows=2)
    image = ImageChooserBlock(label=_("Picture"), required=False)
    icon = IconBlock(help_text=_("Stands where there is no picture."))
    tone = ToneBlock()

    class Meta:
        label = _("Card")
        icon = "doc-empty"


class CardsBlock(StructBlock):
    """A heading and its cards."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    cards = ListBlock(CardBlock(), label=_("Cards"), min_num=1, max_num=12)
    more = ListBlock(LinkBlock(), label=_("Links below"), required=False, default=[], max_num=3)

    class Meta:
        label = _("Cards")
        icon = "grip"
        template = "pages/blocks/cards.html"
        group = _("Links")
        description = _("Up to twelve cards with a picture or an icon")
        preview_value = staticmethod(previews.cards)
