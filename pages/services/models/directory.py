"""ServiceDirectoryPage: all services of the town."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from engagement.eservices.models import Service
from pages.base.feeds import FeedLink
from pages.base.models import BasePage
from pages.services.listing import Chosen, entry_of, listed
from pages.services.models.service import ServicePage
from pages.services.models.topics import Topic
from pages.services.promises import as_data


class ServiceDirectoryPage(BasePage):
    """All services: by audience, life event, topic, and from A to Z."""

    template = "pages/services/directory.html"
    parent_page_types = ["pages_home.HomePage"]
    subpage_types = ["pages_services.ServicePage", "pages_content.ContentPage"]

    class Meta:
        verbose_name = _("directory of services")
        verbose_name_plural = _("directories of services")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context = super().get_context(request, *args, **kwargs)
        pages = list(ServicePage.objects.listed(self.locale).prefetch_related("topics"))
        keys = [page.translation_key for page in pages]
        online = set(Service.objects.offered().filter(key__in=keys).values_list("key", flat=True))
        entries = [
            entry_of(page, url=page.get_url(request) or "", is_online=page.translation_key in online)
            for page in pages
        ]
        chosen = Chosen.of(request.GET, topics={topic.slug: topic for topic in Topic.objects.all()})
        directory = listed(entries, chosen)
        heading = directory.heading or self.title
        title = context["page_title"] if not directory.heading else heading
        return {**context, "directory": directory, "heading": heading, "page_title": title}

    def feeds(self, request: HttpRequest) -> list[FeedLink]:
        """The directory for programs, which a browser finds on the page."""
        return as_data(f"{request.scheme}://{request.get_host()}/services", self.title)
