"""NewsIndexPage, NewsPage and the topics that articles are filed under."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, FieldRowPanel, MultiFieldPanel
from wagtail.contrib.routable_page.models import path
from wagtail.search import index

from cms.accounts.models import Department
from cms.kit.retention import Retention
from cms.kit.texts import TextByLanguage, in_language
from pages.base.feeds import ATOM, RSS, FeedLink, feed_answer
from pages.base.routing import RoutedPage
from pages.base.structured import without_empty
from pages.blocks.bodies import PageOfBlocks
from pages.news.choices import NewsKind
from pages.news.filters import NewsFilters
from pages.news.presenting import card_of, entry_of, feed_links
from pages.news.querysets import NewsPageManager, NewsTopicQuerySet

PAGE_SIZE = 12


class NewsTopic(models.Model):
    """A subject that articles of every language share."""

    retention = Retention.lasting("Subjects of published news.")

    code = models.SlugField(
        _("code"), max_length=40, unique=True, help_text=_("Stands in addresses; Latin letters.")
    )
    names = TextByLanguage(_("name"))

    objects = NewsTopicQuerySet.as_manager()

    class Meta:
        verbose_name = _("topic")
        verbose_name_plural = _("topics")
        ordering = ("code",)

    def __str__(self) -> str:
        return in_language(self.names) or self.code


class NewsPage(PageOfBlocks):
    """An article with its date."""

    date = models.DateField(_("date"), default=timezone.localdate)
    kind = models.CharField(_("kind"), max_length=14, choices=NewsKind.choices, default=NewsKind.NEWS)
    topics = ParentalManyToManyField(
        NewsTopic, verbose_name=_("topics"), blank=True, related_name="news_pages"
    )
    picture = models.ForeignKey(
        "cms_media.PortalImage",
        verbose_name=_("picture"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )
    picture_alt = models.CharField(
        _("what the picture shows"),
        max_length=250,
        blank=True,
        help_text=_("One sentence for people who cannot see the picture."),
    )
    author = models.ForeignKey(
        Department,
        verbose_name=_("department that writes"),
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="+",
    )

    objects = NewsPageManager()

    content_panels = [
        *PageOfBlocks.content_panels,
        MultiFieldPanel(
            [
                FieldRowPanel([FieldPanel("date"), FieldPanel("kind")]),
                FieldPanel("topics"),
                FieldPanel("author"),
            ],
            heading=_("About the article"),
        ),
        MultiFieldPanel([FieldPanel("picture"), FieldPanel("picture_alt")], heading=_("Picture")),
        FieldPanel("body"),
    ]
    search_fields = [*PageOfBlocks.search_fields, index.FilterField("date")]
    template = "pages/news/article.html"
    parent_page_types = ["pages_news.NewsIndexPage"]
    subpage_types: list[str] = []

    class Meta:
        verbose_name = _("news article")
        verbose_name_plural = _("news articles")

    def clean(self) -> None:
        super().clean()
        if self.picture and not self.picture_alt.strip():
            raise ValidationError({"picture_alt": _("Say what the picture shows.")})

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        others = NewsPage.objects.sibling_of(self, inclusive=False).live().public().newest()[:3]
        return {**context, "shared_as": "article", "others": [card_of(page, request) for page in others]}

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        parent = self.get_parent()
        return feed_links(parent, request) if parent else []

    def structured(self, request: HttpRequest) -> list[dict[str, Any]]:
        town = getattr(request, "tenant", None)
        name = getattr(town, "name", "")
        publisher = {"@type": "GovernmentOrganization", "name": name}
        found = {
            "@type": "NewsArticle",
            "headline": self.title[:110],
            "description": self.summary,
            "inLanguage": self.locale.language_code,
            "datePublished": self.date.isoformat() if self.date else "",
            "dateModified": self.last_published_at.isoformat() if self.last_published_at else "",
            "author": {"@type": "GovernmentOrganization", "name": str(self.author or name)},
            "publisher": publisher,
            "mainEntityOfPage": self.canonical_url(request),
            "image": self.picture_addresses(request),
            "keywords": [str(topic) for topic in self.topics.all()],
        }
        return [without_empty(found)]

    def picture_addresses(self, request: HttpRequest) -> list[str]:
        """The picture in full size for search engines."""
        if self.picture is None:
            return []
        return [f"{request.scheme}://{request.get_host()}{self.picture.get_rendition('fill-1200x675').url}"]


class NewsIndexPage(RoutedPage):
    """All articles, newest first, by topic and year."""

    template = "pages/news/index.html"
    parent_page_types = ["pages_home.HomePage", "pages_content.SectionPage"]
    subpage_types = ["pages_news.NewsPage"]

    class Meta:
        verbose_name = _("news")
        verbose_name_plural = _("news")

    def articles(self) -> Any:
        """Public articles of this page."""
        return NewsPage.objects.child_of(self).live().public().newest()

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        filters = NewsFilters(request.GET, topics=NewsTopic.objects.used_below(self), years=self.years())
        page_obj = Paginator(filters.narrowed(self.articles()), PAGE_SIZE).get_page(request.GET.get("page"))
        return {
            **context,
            "filters": filters,
            "page_obj": page_obj,
            "cards": [card_of(page, request) for page in page_obj],
        }

    def years(self) -> list[int]:
        """Years with articles, the latest first."""
        days = self.articles().order_by().dates("date", "year", order="DESC")
        return [day.year for day in days]

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        return feed_links(self, request)

    @path("feed.atom/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        """The latest articles as Atom."""
        return self._feed(request, ATOM)

    @path("feed.rss/")
    def rss(self, request: HttpRequest) -> HttpResponse:
        """The latest articles as RSS."""
        return self._feed(request, RSS)

    def _feed(self, request: HttpRequest, kind: str) -> HttpResponse:
        town = getattr(getattr(request, "tenant", None), "name", "")
        entries = [entry_of(page, request) for page in self.articles()[:30]]
        return feed_answer(request, self, entries, kind=kind, town=town)
