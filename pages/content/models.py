"""ContentPage and SectionPage: what most of a town's site is made of."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.kit.folding import Folded
from pages.base.fields import BodyField
from pages.base.models import BasePage
from pages.blocks.bodies import words_of
from pages.blocks.icons import icon_choices
from pages.blocks.streams import block_counts, body_blocks
from pages.content.choices import ChildOrder


class PageWithBody(BasePage):
    """A page made of blocks."""

    icon = models.CharField(
        _("icon"),
        max_length=40,
        blank=True,
        choices=icon_choices,
        help_text=_("Stands beside the title in lists of pages."),
    )
    body = BodyField(body_blocks(), block_counts=block_counts(), verbose_name=_("content"), blank=True)

    content_panels = [*BasePage.content_panels, FieldPanel("icon"), FieldPanel("body")]
    search_fields = [*BasePage.search_fields, index.SearchField("body")]

    class Meta:
        abstract = True

    def searchable_text(self) -> str:
        return words_of(self.body)


class ContentPage(PageWithBody):
    """Text, facts, steps, tables, pictures."""

    template = "pages/content/content.html"
    parent_page_types = ["pages_home.HomePage", "pages_content.SectionPage", "pages_content.ContentPage"]
    subpage_types = ["pages_content.ContentPage"]

    class Meta:
        verbose_name = _("content page")
        verbose_name_plural = _("content pages")


class SectionPage(PageWithBody):
    """A page that leads to the pages below it."""

    children_order = models.CharField(
        _("order of the pages below"), max_length=8, choices=ChildOrder.choices, default=ChildOrder.TREE
    )

    content_panels = [*PageWithBody.content_panels, FieldPanel("children_order")]
    template = "pages/content/section.html"
    parent_page_types = ["pages_home.HomePage", "pages_content.SectionPage"]
    subpage_types = [
        "pages_content.ContentPage",
        "pages_content.SectionPage",
        "pages_services.ServicePage",
        "pages_news.NewsIndexPage",
        "pages_events.EventIndexPage",
        "pages_contact.ContactPage",
        "pages_landings.LandingPage",
        "pages_services.ServicePage",
    ]

    class Meta:
        verbose_name = _("section")
        verbose_name_plural = _("sections")

    def children_shown(self) -> list[Page]:
        """Public pages directly below, in the section's order."""
        children = self.get_children().live().public().specific(defer=False)
        if self.children_order == ChildOrder.NEWEST:
            children = children.order_by("-first_published_at", "path")
        if self.children_order == ChildOrder.TITLE:
            children = children.order_by(Folded("title"), "title")
        return list(children)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        return {
            **context,
            "children": self.children_shown(),
            "dated": self.children_order == ChildOrder.NEWEST,
        }
