"""What all pages of the desk ask first."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Concatenate, ParamSpec

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase

from engagement.cases.models import Case
from engagement.cases.rules import may_see
from engagement.desk.rules import may_use_desk

P = ParamSpec("P")


def for_desk(
    view: Callable[Concatenate[HttpRequest, P], HttpResponseBase],
) -> Callable[..., HttpResponseBase]:
    """Lets in those who may see cases."""

    @wraps(view)
    def asked(request: HttpRequest, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not may_use_desk(request.user):
            raise PermissionDenied
        return view(request, *args, **kwargs)

    return asked


def case_for(request: HttpRequest, case_id: int) -> Case:
    """The case, for those who may see it; for others there is none."""
    case: Case | None = (
        Case.objects.with_names()
        .select_related("version", "submission", "district")
        .filter(pk=case_id)
        .first()
    )
    if case is None or not may_see(request.user, case):
        raise Http404
    return case
