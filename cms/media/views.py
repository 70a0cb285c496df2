"""Hands out the public files of the municipality whose host is asked."""

from __future__ import annotations

import mimetypes
from pathlib import Path

from django.core.exceptions import SuspiciousFileOperation
from django.core.files.storage import default_storage
from django.http import Http404, HttpRequest, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views.decorators.http import require_safe

from cms.kit.byte_ranges import file_response, file_tag
from cms.media.films import KINDS as FILM_KINDS
from cms.media.rules import ORIGINALS, may_see_picture

DAY = 86_400
UNKNOWN = "application/octet-stream"
SHOWN_IN_PLACE = {
    "image/jpeg",
    "image/png",
    "image/webp",
    "image/gif",
    "image/avif",
    "video/mp4",
    "video/webm",
    "text/vtt",
}


@require_safe
def public_file(request: HttpRequest, path: str) -> HttpResponseBase:
    """A file of the public folder of this town: 404 for anything else, whatever the path tries."""
    if not _is_plain(path) or (path.startswith(ORIGINALS) and not may_see_picture(request.user, path)):
        raise Http404
    file = _find(path)
    etag, changed = file_tag(file), file.stat().st_mtime
    # `If-Range` belongs to the part that is asked for; the conditions of the whole file are asked first.
    kept = get_conditional_response(request, etag=etag, last_modified=int(changed))
    if kept is not None:
        return kept
    kind = FILM_KINDS.get(file.suffix.lower()) or mimetypes.guess_type(file.name)[0] or UNKNOWN
    in_place = kind in SHOWN_IN_PLACE
    response = file_response(
        request,
        file,
        content_type=kind if in_place else UNKNOWN,
        etag=etag,
        modified=changed,
    )
    response["Content-Disposition"] = content_disposition_header(not in_place, file.name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cache-Control"] = (
        "private, no-store" if path.startswith(ORIGINALS) else f"public, max-age={DAY}"
    )
    return response


def _is_plain(path: str) -> bool:
    parts = path.split("/")
    return (
        "\0" not in path
        and "\\" not in path
        and not any(part in {"", ".."} or part.startswith(".") for part in parts)
    )


def _find(path: str) -> Path:
    """The file itself; a link that leads out of the town's folder leads nowhere."""
    try:
        root = Path(default_storage.path("")).resolve()
        file = Path(default_storage.path(path)).resolve()
        if not file.is_relative_to(root) or not file.is_file():
            raise Http404
    except (SuspiciousFileOperation, ValueError, OSError) as problem:
        raise Http404 from problem
    return file
