"""Columns that will go, as answers and pages tell of them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime

from django.http import HttpRequest, HttpResponseBase
from django.urls import reverse
from django.utils.http import http_date

from opendata.tables.reading import Announcement, Facts

NOT_MODIFIED = 304


def leaving_of(facts: Facts) -> Mapping[str, datetime]:
    """The columns that are still there, empty, and will go, with their last moment; none that went or was retyped."""
    known = facts.by_name
    return {
        one.column: one.sunset_at for one in facts.announcements if one.column in known and _is_to_come(one)
    }


def _is_to_come(one: Announcement) -> bool:
    """What goes, or is of another type, at once was announced for that same moment."""
    return one.sunset_at > one.announced_at


def mark_changes(request: HttpRequest, response: HttpResponseBase, facts: Facts) -> None:
    """Tells programs of columns that leave or change: since when (RFC 9745), until when they work (RFC 8594), which
    ones, and where people read of it. After all other links of the answer.
    """
    if not facts.announcements:
        return
    latest = max(facts.announcements, key=lambda one: one.announced_at)
    response["Deprecation"] = f"@{int(latest.announced_at.timestamp())}"
    response["Sunset"] = http_date(latest.sunset_at.timestamp())
    if response.status_code == NOT_MODIFIED and not response.has_header("Link"):
        # Its headers take the place of those that are kept: alone, this link would take that of the next page away.
        return
    # Keys of columns are plain ASCII letters.
    columns = ", ".join(dict.fromkeys(one.column for one in facts.announcements))
    page = request.build_absolute_uri(reverse("opendata_catalog:dataset", args=[facts.name]))
    told = f'<{page}#columns>; rel="deprecation"; type="text/html"; title="{columns}"'
    response["Link"] = f"{response['Link']}, {told}" if response.has_header("Link") else told
