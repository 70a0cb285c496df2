"""PDFs to whoever may have them: downloaded, never kept by anything in between."""

from __future__ import annotations

from django.http import HttpResponse
from django.utils.http import content_disposition_header

from engagement.documents.models import IssuedDocument


def pdf_of(document: IssuedDocument) -> HttpResponse:
    """The sealed file, byte by byte as it was sealed."""
    return _sent(document.bytes(), document.file_name, as_attachment=True)


def preview_response(pdf: bytes) -> HttpResponse:
    """Shown in the browser."""
    return _sent(pdf, "draft.pdf", as_attachment=False)


def _sent(pdf: bytes, name: str, *, as_attachment: bool) -> HttpResponse:
    response = HttpResponse(pdf, content_type="application/pdf")
    response["Content-Disposition"] = content_disposition_header(as_attachment, name) or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-store"
    return response
