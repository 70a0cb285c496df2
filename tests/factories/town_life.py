"""News and events for tests: published, below the lists that provisioning made."""

from __future__ import annotations

from datetime import date
from typing import Any

from pages.base.actions import publish_below
from pages.events.models import EventIndexPage, EventPage
from pages.news.models import NewsIndexPage, NewsPage, NewsTopic


def news_list(language: str = "en") -> NewsIndexPage:
    return NewsIndexPage.objects.get(locale__language_code=language)


def article(title: str, day: str = "2026-11-02", topics: tuple[str, ...] = (), **fields: Any) -> NewsPage:
    parent = news_list()
    page = NewsPage(title=title, date=date.fromisoformat(day), locale=parent.locale, **fields)
    page.topics = list(NewsTopic.objects.filter(code__in=topics))
    publish_below(parent, page)
    return page


def event_list(language: str = "en") -> EventIndexPage:
    return EventIndexPage.objects.get(locale__language_code=language)


def event(title: str, day: str = "2030-05-04", **fields: Any) -> EventPage:
    parent = event_list()
    page = EventPage(title=title, first_day=date.fromisoformat(day), locale=parent.locale, **fields)
    page.clean()
    publish_below(parent, page)
    return page
