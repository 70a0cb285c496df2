"""The files of a request on its case's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from engagement.cases.files import files_of
from engagement.cases.models import Case


def files_panel(request: HttpRequest, case: Case) -> SafeString:
    """Name, size and state of each; nothing where none came."""
    files = list(files_of(case))
    return (
        SafeString(render_to_string("desk/files.html", {"files": files}, request))
        if files
        else SafeString("")
    )
