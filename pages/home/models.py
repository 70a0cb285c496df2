"""The home page: one question, four doors, then sections."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.search import index

from pages.base.feeds import FeedLink
from pages.base.fields import BodyField
from pages.base.models import BasePage
from pages.base.registry import feeds_below
from pages.blocks.link import LinkBlock
from pages.home.blocks import DoorBlock, section_blocks


class HomePage(BasePage):
    """One a language, directly below the root of the tree."""

    question = models.CharField(
        _("question"), max_length=120, help_text=_("The largest words of the portal, above the search box.")
    )
    lead = models.TextField(_("lead"), max_length=240, blank=True)
    search_hint = models.CharField(
        _("hint in the search box"),
        max_length=60,
        blank=True,
        help_text=_("Such as: birth certificate, parking …"),
    )
    often = BodyField([("link", LinkBlock())], verbose_name=_("often asked"), blank=True, max_num=5)
    doors = BodyField([("door", DoorBlock())], verbose_name=_("doors"), blank=True, max_num=8)
    sections = BodyField(section_blocks(), verbose_name=_("sections"), blank=True)

    content_panels = [
        FieldPanel("title"),
        MultiFieldPanel(
            [FieldPanel("question"), FieldPanel("lead"), FieldPanel("search_hint"), FieldPanel("often")],
            heading=_("Question and search"),
        ),
        FieldPanel("doors"),
        FieldPanel("sections"),
    ]
    search_fields = [*BasePage.search_fields, index.SearchField("question"), index.SearchField("lead")]
    template = "pages/home/home.html"
    parent_page_types = ["wagtailcore.Page"]
    subpage_types = [
        "pages_content.ContentPage",
        "pages_content.SectionPage",
        "pages_news.NewsIndexPage",
        "pages_events.EventIndexPage",
        "pages_contact.ContactPage",
        "pages_accessibility.AccessibilityPage",
        "pages_landings.LandingPage",
        "pages_services.ServiceDirectoryPage",
    ]

    class Meta:
        verbose_name = _("home page")
        verbose_name_plural = _("home pages")

    @classmethod
    def can_create_at(cls, parent: Any) -> bool:
        """New home pages come with a new language, not by hand."""
        return False

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        return feeds_below(self, request)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        # The town's name stands in the frame's title already; the question says what the page is for.
        return {
            **context,
            "page_title": self.seo_title or self.question,
            "page_description": self.search_description or self.lead,
        }
