"""What of a municipality every page fetches: its colours as a stylesheet, its crest."""

from __future__ import annotations

from django.core.cache import cache
from django.http import Http404, HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

from cms.municipalities.crest import shown_crest

YEAR = 31_536_000
DAY = 86_400


@require_safe
def town_css(request: HttpRequest) -> HttpResponse:
    """The address carries the settings' version (`?v=`), so that browsers may keep the answer for a year."""
    town = request.tenant  # type: ignore[attr-defined]  # set by the middleware
    rules = "".join(
        f"--{name.replace('_', '-')}:{getattr(town, name)};"
        for name in ("brand", "brand_deep", "brand_soft", "accent")
    )
    response = HttpResponse(f":root{{{rules}}}\n", content_type="text/css; charset=utf-8")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response


@require_safe
def town_crest(request: HttpRequest) -> HttpResponse:
    """The crest at the size that pages show; to be kept for a year like the stylesheet, and for the same reason."""
    town = request.tenant  # type: ignore[attr-defined]  # set by the middleware
    if not town.crest:
        raise Http404
    key = f"shown-crest:{town.settings_version}"
    drawn: bytes | None = cache.get(key)
    if drawn is None:
        try:
            with town.crest.open("rb") as file:
                drawn = shown_crest(file)
        except OSError as problem:
            raise Http404 from problem
        cache.set(key, drawn, DAY)
    response = HttpResponse(drawn, content_type="image/png")
    response["Cache-Control"] = f"public, max-age={YEAR}, immutable"
    return response
