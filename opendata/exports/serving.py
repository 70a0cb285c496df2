"""One file over the wire: whole or in part, with its name in Greek and in ASCII."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase

from cms.kit.api.conditional import mark, unchanged
from cms.kit.byte_ranges import file_response
from cms.kit.texts import in_language
from opendata.exports.files import file_name, mark_of
from opendata.exports.models import Export
from opendata.tables.reading import Facts

# What stands in no file name of one of the usual systems.
NO_NAME = str.maketrans(dict.fromkeys('/\\:*?"<>|\r\n\t', "-"))
# Beside what every open view shows to other sites.
EXPOSED = "Accept-Ranges, Content-Range, Content-Length, Content-Location, Repr-Digest"


def disposition(facts: Facts, export: Export) -> str:
    """`Δέντρα r2-2026-11-23.gpkg` for programs that know RFC 5987, ASCII for others. In the portal's language always:
    one address, one answer.
    """
    title = in_language(facts.titles, settings.LANGUAGE_CODE) or facts.name
    # Both names have the day of the address, in UTC: one file has one day.
    full = f"{title.translate(NO_NAME).strip('. ')[:100]} {mark_of(export)}.{export.kind.extension}"
    plain = file_name(export, facts.name)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(full, safe='')}"


def answer(request: HttpRequest, facts: Facts, export: Export, *, immutable: bool) -> HttpResponseBase | None:
    """200, 206, 304, 412 or 416; None where the file is not on the disk."""
    path = Path(export.file.path)
    if not path.is_file():
        return None
    etag = f'"{export.sha256}"'
    modified = export.built_at or export.moved_at
    response = unchanged(request, etag=etag, modified=modified) or file_response(
        request, path, content_type=export.kind.media_type, etag=etag, modified=int(modified.timestamp())
    )
    mark(response, etag=etag, modified=modified, immutable=immutable)
    if response.status_code in (200, 206):
        response["Content-Disposition"] = disposition(facts, export)
        # For people who look at what a browser shows: a file is never a page.
        response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    return response
