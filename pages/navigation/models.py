"""The main menu and the footer's columns, one set a language."""

from __future__ import annotations

from django.db import models
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.blocks import CharBlock, ListBlock, StructBlock
from wagtail.models import Locale

from cms.kit.retention import Retention
from pages.base.fields import BodyField
from pages.blocks.link import LinkBlock


class ColumnBlock(StructBlock):
    """A column of the footer."""

    title = CharBlock(label=_("Heading"), max_length=60)
    links = ListBlock(LinkBlock(), label=_("Links"), min_num=1, max_num=8)

    class Meta:
        label = _("Column")
        icon = "list-ul"


class Navigation(models.Model):
    """What stands around every page of one language."""

    retention = Retention.lasting("Menus of the portal.")

    locale = models.OneToOneField(
        Locale, verbose_name=_("language"), on_delete=models.CASCADE, related_name="navigation"
    )
    main_menu = BodyField(
        [("link", LinkBlock())],
        verbose_name=_("main menu"),
        blank=True,
        max_num=7,
        help_text=_("Five fit best."),
    )
    footer_columns = BodyField(
        [("column", ColumnBlock())], verbose_name=_("columns of the footer"), blank=True, max_num=4
    )
    footer_note = models.CharField(_("last line of the footer"), max_length=240, blank=True)
    changed_at = models.DateTimeField(auto_now=True)

    panels = [FieldPanel("main_menu"), FieldPanel("footer_columns"), FieldPanel("footer_note")]

    class Meta:
        verbose_name = _("menus and footer")
        verbose_name_plural = _("menus and footers")
        ordering = ("locale__language_code",)

    def __str__(self) -> str:
        return str(self.locale)
