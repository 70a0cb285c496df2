"""The files of a request on its case's page."""

from __future__ import annotations

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from engagement.cases.files import files_of, whereabouts_of_files
from engagement.cases.models import Case


def files_panel(request: HttpRequest, case: Case) -> SafeString:
    """Name, size and state of each, which came later, and which gave way; nothing where none came."""
    files = list(files_of(case))
    if not files:
        return SafeString("")
    known = whereabouts_of_files(case)
    rows = [(file, known.later.get(str(file.pk)), str(file.pk) in known.standing) for file in files]
    return SafeString(render_to_string("desk/files.html", {"rows": rows}, request))
