"""sitemap.xml and robots.txt."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from pages.navigation.sitemap import entries

# What is no page: admin, sign-in, what forms and maps ask for.
NOT_FOR_ROBOTS = ("/admin/", "/documents/", "/api/", "/maps/embed/", "/maps/card/", "/maps/places/")
# Said after what is closed: the longer rule wins, whatever its place.
FOR_ROBOTS = ("/api/v1/docs/",)
# Under each language; filtered lists are the same things again and again.
NOT_FOR_ROBOTS_BY_LANGUAGE = (
    "account/",
    "search/",
    "problem/",
    "data/*?",
    "maps/*?",
    "news/?topic",
    "news/?year",
)


@require_safe
@cache_control(public=True, max_age=3600)
def sitemap(request: HttpRequest) -> HttpResponse:
    """Every public address once in each language."""
    languages = getattr(request.tenant, "languages", [])  # type: ignore[attr-defined]  # set by the middleware
    return render(
        request,
        "pages/navigation/sitemap.xml",
        {"entries": entries(request, languages), "host": f"{request.scheme}://{request.get_host()}"},
        content_type="application/xml; charset=utf-8",
    )


@require_safe
@cache_control(public=True, max_age=3600)
def robots(request: HttpRequest) -> HttpResponse:
    """Everybody is welcome, except where there is nothing to read."""
    lines = ["User-agent: *", *(f"Disallow: {path}" for path in NOT_FOR_ROBOTS)]
    lines += [f"Allow: {path}" for path in FOR_ROBOTS]
    lines += [
        f"Disallow: /{code}/{part}"
        for code, _name in settings.LANGUAGES
        for part in NOT_FOR_ROBOTS_BY_LANGUAGE
    ]
    lines += ["", f"Sitemap: {request.scheme}://{request.get_host()}{reverse('sitemap')}", ""]
    return HttpResponse("\n".join(lines), content_type="text/plain; charset=utf-8")
