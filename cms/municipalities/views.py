"""The municipality's own stylesheet: its colours as custom properties."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_safe

YEAR = 31_536_000


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
