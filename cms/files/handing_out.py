"""The bytes of a private file, in a way that no browser runs, guesses or keeps."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _

from cms.files.choices import FileState
from cms.files.models import PrivateFile
from cms.kit.byte_ranges import file_response

# While the scanner has not decided; the browser may ask again then.
ASK_AGAIN_SECONDS = 60


def serve_private_file(
    request: HttpRequest, file: PrivateFile, *, in_place: bool = False
) -> HttpResponseBase:
    """For a view that has asked its rule. `in_place` shows a picture in a page; everything else is a download.

    410 for a file in which a virus was found, 503 for one that was not scanned yet: neither is ever sent.
    """
    if not file.is_ready:
        return _not_yet(file)
    etag = f'"{file.sha256[:32]}"'
    response = get_conditional_response(request, etag=etag) or file_response(
        request, file.path, content_type=file.content_type, etag=etag
    )
    shown = in_place and file.is_picture
    response["Content-Disposition"] = content_disposition_header(not shown, file.name) or "attachment"
    return _sealed(response)


def _not_yet(file: PrivateFile) -> HttpResponse:
    if file.state == FileState.INFECTED:
        return _told(_("A virus was found in this file. It was not kept."), status=410)
    if file.next_scan_at is None:
        return _told(_("This file could not be scanned for viruses. It is not handed out."), status=403)
    response = _told(_("This file waits for the virus scan. Please try again in a minute."), status=503)
    response["Retry-After"] = str(ASK_AGAIN_SECONDS)
    return response


def _told(sentence: str, *, status: int) -> HttpResponse:
    response = HttpResponse(f"{sentence}\n", status=status, content_type="text/plain; charset=utf-8")
    _sealed(response)
    return response


def _sealed(response: HttpResponseBase) -> HttpResponseBase:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
