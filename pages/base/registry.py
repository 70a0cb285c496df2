"""What the other rooms of pages add to what every page has."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Q
from django.http import HttpRequest
from wagtail.models import Page

from cms.kit.registry import Registry
from pages.base.contract import PageKind, SearchSource
from pages.base.feeds import FeedLink


@dataclass(frozen=True)
class FeedsOfPages:
    """The feeds that pages of a type have: `links(page, request)` costs no query."""

    model: type[Page]
    links: Callable[[Page, HttpRequest], list[FeedLink]]


# Shown on the home page of a language too, so that a browser finds them there.
site_feeds: Registry[FeedsOfPages] = Registry("feeds of the site")


def feeds_below(home: Page, request: HttpRequest) -> list[FeedLink]:
    """Those of the first page of each type below a home page. One query for all types."""
    makers = {made.model._meta.label_lower: made for made in site_feeds}
    kinds = [label.split(".") for label in makers]
    wanted = reduce(
        or_, (Q(content_type__app_label=app, content_type__model=name) for app, name in kinds), Q()
    )
    pages = Page.objects.descendant_of(home).live().filter(wanted) if kinds else Page.objects.none()
    links: list[FeedLink] = []
    # By a join: what is remembered of content types is forgotten with each change of the municipality.
    for page in pages.select_related("content_type").order_by("path"):
        kind = page.content_type
        maker = makers.pop(f"{kind.app_label}.{kind.model}", None)
        if maker is not None:
            links += maker.links(page, request)
    return links


# By the name that page types give as `search_kind`. Names stand in addresses of the results page (`?kind=`).
page_kinds: Registry[PageKind] = Registry("kinds of pages")

# What is found besides pages. The room above must register while the apps start.
search_sources: Registry[SearchSource] = Registry("sources of the search")
