"""What the other rooms of pages add to what every page has."""

from __future__ import annotations

from cms.kit.registry import Registry
from pages.base.contract import PageKind, SearchSource

# By the name that page types give as `search_kind`. Names stand in addresses of the results page (`?kind=`).
page_kinds: Registry[PageKind] = Registry("kinds of pages")

# What is found besides pages. The room above must register while the apps start.
search_sources: Registry[SearchSource] = Registry("sources of the search")
