"""An article as lists and feeds show it."""

from __future__ import annotations

from datetime import datetime, time
from typing import Any

from django.http import HttpRequest
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from wagtail.models import Page

from pages.base.feeds import ATOM, RSS, FeedEntry, FeedLink
from pages.news.choices import NewsKind

TONES = {NewsKind.NEWS: "", NewsKind.ANNOUNCEMENT: "sun", NewsKind.PRESS: "olive"}
ICONS = {NewsKind.NEWS: "newspaper", NewsKind.ANNOUNCEMENT: "megaphone", NewsKind.PRESS: "file-text"}


def card_of(page: Any, request: HttpRequest) -> dict[str, Any]:
    """What the theme's card wants. (Any: a NewsPage, whose room imports this file.)"""
    picture = page.picture.get_rendition("fill-640x240") if page.picture else None
    # An ordinary article needs no word for its kind.
    kind = page.get_kind_display() if page.kind != NewsKind.NEWS else ""
    return {
        "url": page.get_url(request),
        "title": page.title,
        "text": page.summary,
        "kicker": " · ".join(part for part in (date_format(page.date, "DATE_FORMAT"), kind) if part),
        "image_url": picture.url if picture else "",
        "icon": ICONS[NewsKind(page.kind)],
        "tone": TONES[NewsKind(page.kind)],
        "foot": ", ".join(str(topic) for topic in page.topics.all()),
    }


def entry_of(page: Any, request: HttpRequest) -> FeedEntry:
    """The article for feed readers; its identity stays when it moves."""
    published = timezone.make_aware(datetime.combine(page.date, time(8)))
    return FeedEntry(
        title=page.title,
        url=page.get_url(request),
        text=page.summary or page.title,
        identity=f"urn:uuid:{page.translation_key}:{page.locale.language_code}",
        published=published,
        updated=max(page.last_published_at or published, published),
        author=str(page.author or ""),
        categories=[str(topic) for topic in page.topics.all()],
    )


def feed_links(index: Page, request: HttpRequest | None) -> list[FeedLink]:
    """Both feeds of a list of news."""
    address = index.get_url(request)
    title = index.title
    return [
        FeedLink(f"{address}feed.atom", _("%(list)s (Atom)") % {"list": title}, ATOM),
        FeedLink(f"{address}feed.rss", _("%(list)s (RSS)") % {"list": title}, RSS),
    ]
