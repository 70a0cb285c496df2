"""What can be had of a collection, as a document."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from django.http import HttpRequest
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from opendata.exports.choices import Reason, State
from opendata.exports.formats import ExportFormat, offered
from opendata.exports.models import Export
from opendata.tables.reading import Facts

Document = dict[str, Any]


def stamp(moment: datetime) -> str:
    """RFC 3339 in UTC."""
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def exports_of(facts: Facts) -> list[Export]:
    """All of a collection's, newest first, in one query."""
    return list(Export.objects.filter(collection_id=facts.id).newest_first())


def best(exports: Sequence[Export], entry: ExportFormat) -> Export | None:
    """The newest finished file of a format; None before the first. `exports` newest first."""
    ready = (one for one in exports if one.format == entry.name and one.state == State.READY)
    return next(ready, None)


def address(request: HttpRequest, facts: Facts, name: str, revision: int | None = None) -> str:
    """The absolute address of a file; with a revision it always gives the same bytes."""
    path = reverse("api_export", args=[facts.name, name])
    return request.build_absolute_uri(path if revision is None else f"{path}?revision={revision}")


def listing(request: HttpRequest, facts: Facts) -> Document:
    """Each format with its newest file, and the files of earlier revisions."""
    exports = exports_of(facts)
    kinds = offered(has_geometry=facts.has_geometry)
    files = [_entry(request, facts, entry, exports) for entry in kinds]
    newest = {entry["format"]: entry.get("revision") for entry in files}
    earlier = [
        _told(request, facts, export)
        for export in exports
        if export.state == State.READY and export.revision != newest.get(export.format)
    ]
    here = request.build_absolute_uri(reverse("api_exports", args=[facts.name]))
    return {
        "collection": facts.name,
        "title": facts.title,
        "revision": facts.revision,
        "published": stamp(facts.updated_at),
        "files": files,
        "earlier": earlier,
        "links": [
            {"href": here, "rel": "self", "type": "application/json"},
            {"href": f"{here}?f=html", "rel": "alternate", "type": "text/html"},
            {
                "href": request.build_absolute_uri(reverse("api_collection", args=[facts.name])),
                "rel": "collection",
                "type": "application/json",
            },
            {
                "href": request.build_absolute_uri(f"{reverse('api_items', args=[facts.name])}?f=csv"),
                "rel": "related",
                "type": "text/csv",
                "title": _("All rows as they are now (CSV)"),
            },
            {
                "href": address(request, facts, "SHA256SUMS"),
                "rel": "describedby",
                "type": "text/plain",
                "title": _("Checksums"),
            },
        ],
    }


def _entry(request: HttpRequest, facts: Facts, entry: ExportFormat, exports: Sequence[Export]) -> Document:
    """A format: its newest file, and what becomes of the newest revision's where that is another."""
    now = next((one for one in exports if one.format == entry.name and one.revision == facts.revision), None)
    found = best(exports, entry)
    told: Document = {
        "format": entry.name,
        "title": str(entry.title),
        "purpose": str(entry.purpose),
        "mediaType": entry.media_type,
        "href": address(request, facts, entry.name),
        "state": now.state if now is not None else State.WAITING.value,
    }
    refused = now is not None and now.state == State.FAILED
    if now is not None and refused:
        told["detail"] = str(Reason(now.error).label)
    if found is None:
        return told
    told |= {**_told(request, facts, found), "current": found.revision == facts.revision}
    if not (told["current"] or refused):
        told["detail"] = _("Of revision %(old)s of %(day)s; the file of revision %(new)s is being made.") % {
            "old": found.revision,
            "day": date_format(timezone.localtime(found.published_at), "j E Y"),
            "new": facts.revision,
        }
    return told


def _told(request: HttpRequest, facts: Facts, export: Export) -> Document:
    return {
        "format": export.format,
        "title": str(export.kind.title),
        "mediaType": export.kind.media_type,
        "revision": export.revision,
        "published": stamp(export.published_at),
        "built": stamp(export.built_at or export.moved_at),
        "size": export.size,
        "sha256": export.sha256,
        "permanentHref": address(request, facts, export.format, export.revision),
    }
