"""BasePage: what every page of the portal has."""

from __future__ import annotations

from typing import Any

from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.models import Page
from wagtail.search import index

from cms.kit.retention import Retention
from pages.base.addresses import LatinSlugInput
from pages.base.caching import is_editor, say_how_long
from pages.base.feeds import FeedLink
from pages.base.sharing import picture_address
from pages.base.structured import json_ld
from pages.base.trail import breadcrumbs, languages_of, line_of, untranslated

# How Open Graph writes languages.
LOCALES = {"el": "el_GR", "en": "en_GB"}


class BasePage(Page):
    """A page with a summary. Abstract: each page type has a table of its own beside Wagtail's."""

    retention = Retention.lasting("Published pages, with their history.")
    # Under which heading the search lists pages of this type (pages.base.registry.page_kinds).
    search_kind = "pages"
    # Fields that stand on the page that was made first, for all languages: translations do not follow them.
    shared_by_languages: frozenset[str] = frozenset()

    summary = models.TextField(
        _("summary"),
        max_length=300,
        blank=True,
        help_text=_(
            "One or two plain sentences. They stand below the title, in lists and in search results."
        ),
    )
    search_words = models.CharField(
        _("other words for it"),
        max_length=300,
        blank=True,
        help_text=_("What people call it when they look for it and the page does not: birth paper, …"),
    )
    share_image = models.ForeignKey(
        "cms_media.PortalImage",
        verbose_name=_("picture for sharing"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
        help_text=_("Shown by other sites when somebody sends them a link to this page."),
    )
    reviewed_on = models.DateField(
        _("last reviewed on"),
        null=True,
        blank=True,
        help_text=_("When somebody last checked that all of it is true."),
    )

    content_panels = [*Page.content_panels, FieldPanel("summary")]
    promote_panels = [
        MultiFieldPanel(
            [
                FieldPanel("slug", widget=LatinSlugInput),
                FieldPanel("seo_title"),
                FieldPanel("search_description"),
            ],
            heading=_("For search engines"),
        ),
        FieldPanel("search_words"),
        MultiFieldPanel(
            [FieldPanel("share_image"), FieldPanel("reviewed_on")], heading=_("Sharing and upkeep")
        ),
    ]
    search_fields = [*Page.search_fields, index.SearchField("summary"), index.SearchField("search_words")]

    class Meta:
        abstract = True

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        line = line_of(self)
        town = getattr(request, "tenant", None)
        languages = getattr(town, "languages", None) or [self.locale.language_code]
        return {
            **super().get_context(request, *args, **kwargs),
            "page_title": self.seo_title or self.title,
            "page_description": self.search_description or self.summary,
            "breadcrumbs": breadcrumbs(line, request),
            "language_links": languages_of(line, languages, request),
            "untranslated": untranslated(self, request),
            "show_userbar": is_editor(request),
            "canonical_url": self.canonical_url(request),
            "shared_locale": LOCALES.get(self.locale.language_code, self.locale.language_code),
            "share_picture": picture_address(self, town, request) if town and self.pk else "",
            "feeds": self.feeds(request),
            "structured_data": json_ld(*self.structured(request)),
        }

    def canonical_url(self, request: HttpRequest) -> str:
        """The one address of what is shown; a page of a list is one of its own, a filtered list is not."""
        number = request.GET.get("page", "")
        query = f"?page={number}" if number.isdecimal() and number not in ("0", "1") else ""
        return f"{request.scheme}://{request.get_host()}{request.path}{query}"

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        """Feeds that a browser finds on the page."""
        return []

    def structured(self, request: HttpRequest) -> list[dict[str, Any]]:
        """The page in schema.org's words."""
        return []

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        return say_how_long(request, super().serve(request, *args, **kwargs))

    def searchable_text(self) -> str:
        """All words of the page that a visitor may look for, apart from title and summary."""
        return ""
