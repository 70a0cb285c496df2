"""Hands a private file out to those who may see it. For all others there is none."""

from __future__ import annotations

from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponseBase
from django.views.decorators.http import require_safe

from cms.files.handing_out import serve_private_file
from cms.files.models import PrivateFile
from cms.files.owners import Owner
from cms.files.rules import may_see_file


@require_safe
def private_file(request: HttpRequest, number: UUID) -> HttpResponseBase:
    """`?show` shows a picture in place."""
    file = PrivateFile.objects.filter(pk=number).first()
    if file is None or not may_see_file(Owner.asking(request), file, request.user):
        raise Http404
    return serve_private_file(request, file, in_place="show" in request.GET)
