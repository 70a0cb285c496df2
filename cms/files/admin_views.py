"""Reports -> Files to be scanned: what nobody can open yet, and why."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.template.defaultfilters import filesizeformat
from django.utils.translation import gettext_lazy
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from cms.files.choices import UNDECIDED
from cms.files.models import PrivateFile
from cms.files.rules import may_see_waiting_files


class WaitingFilesView(ReportView):
    """Files without the scanner's answer. Neither their content nor whose they are is shown."""

    page_title = gettext_lazy("Files to be scanned")
    header_icon = "warning"
    model = PrivateFile
    default_ordering = "created_at"
    index_url_name = "waiting_files"
    index_results_url_name = "waiting_files_results"
    columns = [
        DateColumn("created_at", label=gettext_lazy("uploaded at"), sort_key="created_at", width="15%"),
        Column("name", label=gettext_lazy("name"), width="25%"),
        Column("size", label=gettext_lazy("size"), accessor=lambda file: filesizeformat(file.size)),
        Column("state", label=gettext_lazy("state"), accessor="get_state_display"),
        Column("scans", label=gettext_lazy("attempts")),
        DateColumn("next_scan_at", label=gettext_lazy("next attempt")),
    ]
    list_export = ["created_at", "name", "size", "state", "scans", "next_scan_at"]
    export_filename = "files-to-be-scanned"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_waiting_files(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def get_base_queryset(self) -> QuerySet[PrivateFile]:
        return PrivateFile.objects.filter(state__in=UNDECIDED)
