"""The form of a service at `/<language>/services/<slug>/apply/`: finds it, then the form's own pages take over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse

from engagement.eservices.occasions import current_slug, occasion_of, version_at

Page = Callable[..., HttpResponse]


def at_service(form_page: Page, name: str) -> Callable[..., HttpResponseBase]:
    """A page of the form, under the service's address. An address of old leads to the one in force."""

    def asked(request: HttpRequest, slug: str, draft_id: UUID | None = None, **more: Any) -> HttpResponseBase:
        version = version_at(slug, draft_id)
        here = current_slug(version.service)
        if not here and draft_id is None:
            # Its page in this language was taken off; what was begun there can still be finished.
            raise Http404
        if here not in ("", slug) and request.method in ("GET", "HEAD"):
            args = [here, *([draft_id] if draft_id else []), *more.values()]
            return redirect(reverse(f"engagement_eservices:{name}", args=args), permanent=True)
        occasion = occasion_of(version, slug)
        placed = {"draft_id": draft_id} if draft_id else {}
        return form_page(request, occasion, **placed, **more)

    return asked
