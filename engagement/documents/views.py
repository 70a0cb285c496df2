"""The verify page: by code, by QR, by file; for people and for programs."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import patch_cache_control, patch_vary_headers
from django.utils.translation import gettext as _
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from cms.guard.contract import tell
from cms.kit.api.limits.allowances import visitor_bucket
from cms.kit.api.limits.buckets import buckets
from engagement.documents.choices import Answer
from engagement.documents.facts import facts_of
from engagement.documents.forms import CodeForm, FileForm
from engagement.documents.querysets import spelled
from engagement.documents.receiving import MOST_PATIENCE, ReadIntoMemory
from engagement.documents.sealing.choosing import is_demonstration
from engagement.documents.verifying import Verdict, by_code, by_file, told

# A minute and address: a person never notices, a script that guesses does.
MOST_A_MINUTE = 60
JSON_SECONDS = 60
TONES = {
    Answer.GENUINE: "good",
    Answer.ALTERED: "danger",
    Answer.REVOKED: "danger",
    Answer.SUPERSEDED: "warm",
    Answer.EXPIRED: "warm",
    Answer.NOT_YET: "warm",
    Answer.UNKNOWN: "warm",
}


@csrf_exempt
@require_http_methods(["GET", "HEAD", "POST"])
def verify(request: HttpRequest) -> HttpResponseBase:
    """Says how a file is read before anything reads it; the token is asked for right behind."""
    if request.method != "POST":
        return _asked(request)
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_PATIENCE:
        return _page(request, problem=_too_large(), status=413)
    handler = ReadIntoMemory(request)
    request.upload_handlers = [handler]
    return _taken(request, handler)


@csrf_protect
def _taken(request: HttpRequest, handler: ReadIntoMemory) -> HttpResponseBase:
    form = FileForm(request.POST, request.FILES, request=request)
    if handler.is_too_large:
        return _page(request, problem=_too_large(), status=413)
    if not form.is_valid():
        return tell(_page(request, file_form=form, status=422), form.guard_problems)
    return _answered(request, by_file(form.cleaned_data["file"]), from_file=True)


@csrf_protect
def _asked(request: HttpRequest) -> HttpResponseBase:
    if "code" not in request.GET:
        return _page(request)
    form = CodeForm(request.GET)
    if form.is_valid():
        return redirect("engagement_documents:verified", form.cleaned_data["code"])
    return _page(request, code_form=form, status=422)


def _too_large() -> str:
    return _("This file is larger than 20 MB. Documents of the town hall are much smaller.")


def _page(
    request: HttpRequest,
    *,
    code_form: CodeForm | None = None,
    file_form: FileForm | None = None,
    problem: str = "",
    status: int = 200,
) -> HttpResponse:
    context = {
        "page_title": _("Is this document genuine?"),
        "code_form": code_form or CodeForm(),
        "file_form": file_form or FileForm(request=request),
        "form": code_form or file_form,
        "problem": problem,
        "is_demonstration": is_demonstration(),
    }
    response = render(request, "documents/verify.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    return response


@require_safe
def verified(request: HttpRequest, code: str) -> HttpResponseBase:
    """What the QR code opens."""
    bucket = visitor_bucket("verify by", request)
    if bucket is not None and buckets().spend(bucket, MOST_A_MINUTE, 1) <= 0:
        return _too_often(request)
    known = spelled(code)
    if known and known != code and not _wants_json(request):
        return redirect("engagement_documents:verified", known, permanent=False)
    return _answered(request, by_code(code))


def _too_often(request: HttpRequest) -> HttpResponseBase:
    sentence = _("Too many questions at once. Please wait a minute.")
    response: HttpResponse
    if _wants_json(request):
        response = JsonResponse({"answer": "ask later", "detail": sentence}, status=429)
    else:
        response = _page(request, problem=sentence, status=429)
    response["Retry-After"] = "60"
    return response


def _wants_json(request: HttpRequest) -> bool:
    return request.GET.get("f") == "json" or (
        request.headers.get("Accept", "").partition(",")[0].partition(";")[0].strip() == "application/json"
    )


def _answered(request: HttpRequest, verdict: Verdict, *, from_file: bool = False) -> HttpResponse:
    status = 404 if verdict.answer == Answer.UNKNOWN and not from_file else 200
    if _wants_json(request):
        answer = JsonResponse(told(verdict), status=status, json_dumps_params={"ensure_ascii": False})
        patch_vary_headers(answer, ["Accept"])
        if status == 200 and not from_file:
            patch_cache_control(answer, public=True, max_age=JSON_SECONDS)
        return answer
    document = verdict.document if verdict.answer != Answer.ALTERED else None
    context = {
        "page_title": verdict.answer.label,
        "verdict": verdict,
        "tone": TONES[verdict.answer],
        "text": _text(verdict, from_file=from_file),
        "document": document,
        "facts": facts_of(document) if document is not None else [],
        "original": verdict.document if verdict.answer == Answer.ALTERED else None,
        "from_file": from_file,
        "breadcrumbs": [
            {"title": _("Is this document genuine?"), "url": reverse("engagement_documents:verify")}
        ],
    }
    response = render(request, "documents/verified.html", context, status=status)
    patch_cache_control(response, private=True, no_cache=True)
    patch_vary_headers(response, ["Accept"])
    return response


def _text(verdict: Verdict, *, from_file: bool) -> str:
    if verdict.answer == Answer.UNKNOWN and from_file:
        return _("This file is not a document of this town hall, or not in the form in which it was issued.")
    if verdict.answer == Answer.GENUINE and not from_file:
        return _(
            "Compare what stands below with the paper. A paper that says something else is not this document."
        )
    return {
        Answer.GENUINE: _("The file is exactly as it was issued, and its seal is right."),
        Answer.ALTERED: _("The file was changed after it was sealed. Do not rely on it."),
        Answer.REVOKED: _("It was issued by this town hall and revoked later. Do not rely on it."),
        Answer.SUPERSEDED: _("It was issued by this town hall; a newer document has taken its place."),
        Answer.EXPIRED: _("It was issued by this town hall, for a time that is over."),
        Answer.NOT_YET: _("It was issued by this town hall, for a time that has not begun."),
        Answer.UNKNOWN: _(
            "No document of this town hall has this code. Was every letter typed as it stands?"
        ),
    }[verdict.answer]
