"""A sentence that must not be missed."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _
from wagtail.blocks import CharBlock, ChoiceBlock, StructBlock, TextBlock

from pages.blocks import previews


class NoteBlock(StructBlock):
    """Stands out of the running text."""

    kind = ChoiceBlock(
        label=_("Kind"),
        required=False,
        choices=[("good", _("Good news")), ("warm", _("Take care")), ("danger", _("Warning"))],
    )
    title = CharBlock(label=_("Heading"), required=False, max_length=120)
    text = TextBlock(label=_("Text"), max_length=500, rows=2)

    class Meta:
        label = _("Note")
        icon = "warning"
        template = "pages/blocks/note.html"
        group = _("Text")
        description = _("A sentence that must not be missed")
        preview_value = staticmethod(previews.note)
