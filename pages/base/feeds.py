"""What a list of pages tells feed readers: as Atom and as RSS."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.feedgenerator import Atom1Feed, Rss201rev2Feed, SyndicationFeed
from django.utils.translation import get_language
from wagtail.models import Page

from pages.base.caching import say_how_long

ATOM, RSS = "application/atom+xml", "application/rss+xml"
MOST = 30


@dataclass(frozen=True)
class FeedLink:
    """For `<link rel="alternate">` and for people."""

    url: str
    title: str
    type: str


@dataclass(frozen=True)
class FeedEntry:
    """One thing of a feed."""

    title: str
    url: str
    text: str
    identity: str
    published: datetime
    updated: datetime
    author: str = ""
    categories: Sequence[str] = ()


def feed_answer(
    request: HttpRequest, page: Page, entries: Iterable[FeedEntry], *, kind: str, town: str
) -> HttpResponse:
    """The feed of a list's page, in the page's language."""
    make: type[SyndicationFeed] = Atom1Feed if kind == ATOM else Rss201rev2Feed
    root = f"{request.scheme}://{request.get_host()}"
    feed = make(
        title=f"{page.title} · {town}",
        link=f"{root}{page.get_url(request)}",
        description=getattr(page, "summary", "") or page.title,
        language=get_language(),
        author_name=town,
        feed_url=f"{root}{request.path}",
        feed_guid=f"{root}{page.get_url(request)}",
    )
    for entry in list(entries)[:MOST]:
        item: dict[str, Any] = {
            "title": entry.title,
            "link": f"{root}{entry.url}",
            "description": entry.text,
            "unique_id": entry.identity,
            "unique_id_is_permalink": False,
            "pubdate": entry.published,
            "updateddate": entry.updated,
            "author_name": entry.author or town,
            "categories": entry.categories,
        }
        feed.add_item(**item)
    response = HttpResponse(feed.writeString("utf-8"), content_type=f"{kind}; charset=utf-8")
    return say_how_long(request, response)
