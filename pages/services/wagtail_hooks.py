"""Puts *Check*, trials and tests into the admin; a publication asks *Check* first."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.urls import URLPattern, URLResolver, include, path
from wagtail import hooks
from wagtail.models import Page
from wagtail.snippets.models import register_snippet

from pages.services.editing.refusing import refused
from pages.services.models import ServicePage
from pages.services.office import urls
from pages.services.viewsets import TopicViewSet

register_snippet(TopicViewSet)


@hooks.register("register_admin_urls")
def service_urls() -> list[URLPattern | URLResolver]:
    """All pages of the room."""
    return [path("services/", include(urls))]


@hooks.register("before_publish_page")
def ask_check_first(request: HttpRequest, page: Page) -> HttpResponse | None:
    """Keeps the draft and says why, before anything of the publication has begun."""
    return refused(request, page) if isinstance(page, ServicePage) else None
