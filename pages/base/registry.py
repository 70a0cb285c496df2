"""What the other rooms of pages add to what every page has."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.models import Page

from cms.kit.registry import Registry
from pages.base.contract import PageKind, SearchSource
from pages.base.feeds import FeedLink

# Asked for the home page of a language: the feeds that a browser finds there. Each costs a query at most.
site_feeds: Registry[Callable[[Page], list[FeedLink]]] = Registry("feeds of the site")

# By the name that page types give as `search_kind`. Names stand in addresses of the results page (`?kind=`).
page_kinds: Registry[PageKind] = Registry("kinds of pages")

# What is found besides pages. The room above must register while the apps start.
search_sources: Registry[SearchSource] = Registry("sources of the search")
