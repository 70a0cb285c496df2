"""Imports in the admin: the files that were brought in, and the way to bring in another."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils.translation import gettext_lazy as _

from maps.trees.models import TreeImport
from maps.trees.office import views
from maps.trees.office.lists import RegisterAdmin
from maps.trees.office.rights import ImportRights


class ImportAdmin(RegisterAdmin):
    """Imports, the latest first."""

    model = TreeImport
    menu_label = _("Import")
    menu_icon = "upload"
    list_display = ("file_name", "source", "at", "state", "new_rows", "bad_rows")
    list_filter = ("state",)
    search_fields: Any = ()
    ordering = ("-at",)
    list_select_related = ("by",)
    permission_helper_class = ImportRights
    inspect_view_class = views.ImportResultView
    extra_actions = {"report": views.ImportReportView}

    def create_view(self, request: HttpRequest) -> HttpResponseBase:
        return views.ImportView.as_view(model_admin=self)(request)

    def new_rows(self, kept: TreeImport) -> Any:
        """How many rows were new."""
        return kept.counts.get("new", "–")

    def bad_rows(self, kept: TreeImport) -> Any:
        """How many rows the report lists."""
        return kept.counts.get("problems", "–")

    new_rows.short_description = _("new")  # type: ignore[attr-defined]  # read by the admin's list
    bad_rows.short_description = _("rows to look at")  # type: ignore[attr-defined]  # read by the admin's list
