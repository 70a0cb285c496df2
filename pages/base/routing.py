"""Pages with addresses of their own below them: a month of the calendar, a feed, a file."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from wagtail.contrib.routable_page.models import RoutablePageMixin

from pages.base.caching import say_how_long
from pages.base.models import BasePage


class RoutedPage(RoutablePageMixin, BasePage):
    """Answers of routes are kept and dropped as those of the page itself. Abstract."""

    class Meta:
        abstract = True

    def serve(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        response: HttpResponse = super().serve(request, *args, **kwargs)
        return say_how_long(request, response)
