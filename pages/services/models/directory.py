"""ServiceDirectoryPage: all services of the town."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from pages.base.models import BasePage
from pages.services.models.service import ServicePage


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
        services = ServicePage.objects.child_of(self).live().public().order_by("title")
        return {**context, "services": services}
