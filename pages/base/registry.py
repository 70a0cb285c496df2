"""What page types tell the pages around them."""

from __future__ import annotations

from collections.abc import Callable

from wagtail.models import Page

from cms.kit.registry import Registry
from pages.base.feeds import FeedLink

# Asked for the home page of a language: the feeds that a browser finds there. Each costs a query at most.
site_feeds: Registry[Callable[[Page], list[FeedLink]]] = Registry("feeds of the site")
