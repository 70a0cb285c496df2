"""Challenges for browsers."""

from __future__ import annotations

from django.http import HttpRequest, JsonResponse
from django.views.decorators.http import require_GET

from cms.guard.proofs import new_challenge
from cms.guard.rates import work_level

LONGEST_NAME = 100
ASK_AGAIN_SECONDS = 60


@require_GET
def challenge(request: HttpRequest) -> JsonResponse:
    """One challenge for the form in `?form=`, harder the more are asked for."""
    form_name = request.GET.get("form", "")
    if not form_name or len(form_name) > LONGEST_NAME:
        return JsonResponse({"error": "form"}, status=400)
    level = work_level(request, form_name)
    if level is None:
        response = JsonResponse({"error": "too-many"}, status=429)
        response["Retry-After"] = str(ASK_AGAIN_SECONDS)
    else:
        response = JsonResponse(new_challenge(form_name, level=level))
    response["Cache-Control"] = "no-store"
    return response
