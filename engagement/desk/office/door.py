"""What all pages of the desk ask first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.translation import gettext as _

from engagement.cases.models import Case
from engagement.cases.rules import may_see
from engagement.desk.rules import may_use_desk

P = ParamSpec("P")


class NoSuchCase(Http404):
    """For this person: whether it is another department's, or none at all, is not told."""


def for_desk(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Lets in those who may see cases; a case that is not theirs has an answer of the desk's own."""

    @wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_use_desk(request.user):
            raise PermissionDenied
        try:
            return view(request, *args, **kwargs)
        except NoSuchCase:
            return _not_yours(request)

    return asked


def _not_yours(request: HttpRequest) -> HttpResponse:
    """The same for every case that this person may not open. A page that htmx stays on is loaded anew."""
    context = {"header_icon": "tasks", "page_title": _("You cannot open this case")}
    response = render(request, "desk/not_yours.html", context, status=404)
    if request.headers.get("HX-Request") == "true":
        response["HX-Refresh"] = "true"
    return response


def case_for(request: HttpRequest, case_id: int) -> Case:
    """The case, for those who may see it; for others there is none."""
    case: Case | None = (
        Case.objects.with_names()
        .select_related("version", "submission", "district")
        .filter(pk=case_id)
        .first()
    )
    if case is None or not may_see(request.user, case):
        raise NoSuchCase
    return case
