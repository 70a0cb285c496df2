"""The files of a request on its case's page."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.formats import date_format
from django.utils.safestring import SafeString
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from engagement.cases.choices import EntryKind
from engagement.cases.files import Whereabouts, enclosed_with, files_of, whereabouts_of_files
from engagement.cases.models import Case


def files_panel(request: HttpRequest, case: Case) -> SafeString:
    """Name, size and state of each, which came later and with what, and which gave way; nothing where none came."""
    files = list(files_of(case))
    if not files:
        return SafeString("")
    known, enclosed = whereabouts_of_files(case), enclosed_with(case)
    rows = [
        (file, _came_with(str(file.pk), known, enclosed), str(file.pk) in known.standing.union(enclosed))
        for file in files
    ]
    return SafeString(render_to_string("desk/files.html", {"rows": rows}, request))


def _came_with(file_id: str, known: Whereabouts, enclosed: dict[str, tuple[str, datetime]]) -> str:
    """Empty for what was sent with the form."""
    if file_id in known.later:
        return _("with the correction of %(day)s") % {"day": _day(known.later[file_id])}
    if file_id not in enclosed:
        return ""
    kind, at = enclosed[file_id]
    told = (
        _("with the objection of %(day)s")
        if kind == EntryKind.OBJECTION
        else _("with the message of %(day)s")
    )
    return told % {"day": _day(at)}


def _day(moment: datetime) -> str:
    return date_format(localdate(moment), "SHORT_DATE_FORMAT")
