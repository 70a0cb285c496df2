"""Documents and the log of a case for whoever asked: by account, or in a session that showed the secret."""

from __future__ import annotations

from django.conf import settings
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.safestring import SafeString
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from engagement.cases.log import log_name, log_of
from engagement.desk.handing_out import pdf_of
from engagement.desk.public.trace import case_for
from engagement.documents.models import IssuedDocument
from engagement.documents.rules import may_download

MOST = 100


@never_cache
@require_safe
def download(request: HttpRequest, year: int, number: int, document_id: int) -> HttpResponseBase:
    """Without the secret: back to where it is asked for, whether there is such a document or not."""
    case = case_for(request, year, number)
    if case is None:
        return redirect("engagement_desk:trace")
    document = get_object_or_404(IssuedDocument, pk=document_id, case_id=case.pk)
    if not may_download(request.user, document, shown_secret=True):
        raise Http404
    return pdf_of(document)


@never_cache
@require_safe
def log(request: HttpRequest, year: int, number: int) -> HttpResponse:
    """The whole log of a case, with what is needed to verify it offline (docs/verify_case_log.py)."""
    case = case_for(request, year, number)
    if case is None:
        return redirect("engagement_desk:trace")
    response = JsonResponse(log_of(case), json_dumps_params={"ensure_ascii": False, "indent": 1})
    response["Content-Disposition"] = f'attachment; filename="{log_name(case)}"'
    response["Cache-Control"] = "private, no-store"
    return response


@require_safe
def log_script(_request: HttpRequest) -> FileResponse:
    """The program that verifies a log, as it lies in the repository: whoever mistrusts us can read it first."""
    script = settings.BASE_DIR / "docs" / "verify_case_log.py"
    if not script.is_file():
        raise Http404
    return FileResponse(script.open("rb"), as_attachment=True, content_type="text/x-python; charset=utf-8")


def my_documents(request: HttpRequest) -> SafeString:
    """The section of "My affairs"."""
    documents = list(
        IssuedDocument.objects.sealed()
        .filter(case__applicant_id=request.user.pk)
        .select_related("case__service", "version")[:MOST]
    )
    if not documents:
        return SafeString("")
    return SafeString(render_to_string("desk/my_documents.html", {"documents": documents}, request=request))
