"""EventIndexPage: what is on, as a list, a month and a calendar."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from wagtail.contrib.routable_page.models import path, re_path

from pages.base.feeds import FeedLink
from pages.base.routing import RoutedPage
from pages.events import answers
from pages.events.models.page import EventPage
from pages.events.models.times import EventTime
from pages.events.querysets import EventTimeQuerySet


class EventIndexPage(RoutedPage):
    """What takes place: the next events, a month as a calendar, and what is over."""

    template = "pages/events/index.html"
    parent_page_types = ["pages_home.HomePage", "pages_content.SectionPage"]
    subpage_types = ["pages_events.EventPage"]

    class Meta:
        verbose_name = _("events")
        verbose_name_plural = _("events")

    def times(self) -> EventTimeQuerySet:
        """Times of the public events of this page."""
        found: EventTimeQuerySet = EventTime.objects.public_below(self)
        return found

    def events(self) -> Any:
        """Public events of this page."""
        return EventPage.objects.child_of(self).live().public().select_related("locale", "office", "entry")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        if "shown" in kwargs:
            return {**context, **kwargs["shown"]}
        return {**context, **answers.coming_context(self, request)}

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        return answers.feed_links(self, request)

    @path("past/")
    def past(self, request: HttpRequest) -> HttpResponse:
        """What is over, the last first."""
        shown = answers.past_context(self, request)
        answer: HttpResponse = self.render(request, shown=shown)
        return answer

    @re_path(r"^(?P<year>20\d\d)/(?P<month>0[1-9]|1[0-2])/$")
    def month(self, request: HttpRequest, year: str, month: str) -> HttpResponse:
        """A month as a calendar; on a phone the same as a list."""
        shown = answers.month_context(self, request, date(int(year), int(month), 1))
        answer: HttpResponse = self.render(request, shown=shown, template="pages/events/month.html")
        return answer

    @path("calendar.ics/")
    def calendar_file(self, request: HttpRequest) -> HttpResponse:
        """All events for a calendar that subscribes to them."""
        return answers.index_file(self, request)

    @path("feed.atom/")
    def atom(self, request: HttpRequest) -> HttpResponse:
        """The events to come as Atom."""
        return answers.index_feed(self, request)
