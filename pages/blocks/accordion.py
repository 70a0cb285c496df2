"""Questions that open to their answers."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ListBlock, StructBlock

from pages.blocks import previews
from pages.blocks.text import TextBlock


class QuestionBlock(StructBlock):
    """A question and its answer."""

    title = CharBlock(label=_("Question or heading"), max_length=160)
    text = TextBlock(label=_("Answer"), features=["bold", "italic", "ol", "ul", "link", "document-link"])


class AccordionBlock(StructBlock):
    """Opens without a script."""

    heading = CharBlock(label=_("Heading"), required=False, max_length=120)
    items = ListBlock(QuestionBlock(), label=_("Questions"), min_num=1)

    class Meta:
        label = _("Questions and answers")
        icon = "list-ul"
        template = "pages/blocks/accordion.html"
        group = _("Text")
        description = _("Questions that open to their answers")
        preview_value = staticmethod(previews.accordion)
