"""The files of a request on its case's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from engagement.cases.files import days_of_correction, files_of
from engagement.cases.models import Case


def files_panel(request: HttpRequest, case: Case) -> SafeString:
    """Name, size and state of each, and which came later; nothing where none came."""
    files = list(files_of(case))
    if not files:
        return SafeString("")
    days = days_of_correction(case)
    rows = [(file, days.get(str(file.pk))) for file in files]
    return SafeString(render_to_string("desk/files.html", {"rows": rows}, request))
