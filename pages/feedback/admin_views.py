"""Reports -> Problems with pages in the admin."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from pages.feedback.actions import settle_problems
from pages.feedback.choices import Reason
from pages.feedback.models import PageProblem
from pages.feedback.rules import may_read_problems, may_settle_problems

DAYS = 90


class AddressColumn(Column):
    """Leads to the page."""

    cell_template_name = "pages/feedback/address_cell.html"


class SettleColumn(Column):
    """A button: it is seen to."""

    cell_template_name = "pages/feedback/settle_cell.html"

    def get_cell_context_data(self, instance: Any, parent_context: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_cell_context_data(instance, parent_context)
        request = parent_context["request"]
        return {**context, "request": request, "may_settle": may_settle_problems(request.user)}


class ProblemReportView(ReportView):
    """Pages that people have trouble with, the most troublesome first."""

    page_title = gettext_lazy("Problems with pages")
    no_results_message = gettext_lazy("Nobody has told of a problem in the last ninety days.")
    header_icon = "warning"
    model = PageProblem
    is_searchable = False
    index_url_name = "page_problems"
    index_results_url_name = "page_problems_results"
    columns = [
        AddressColumn("address", label=gettext_lazy("Page"), width="40%"),
        *(Column(reason.value, label=reason.label) for reason in Reason),
        Column("total", label=gettext_lazy("Together")),
        DateColumn("latest", label=gettext_lazy("Last on")),
        SettleColumn("settle", label="", accessor="address"),
    ]
    list_export = ["address", *Reason.values, "total", "latest"]
    export_filename = "page-problems"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_read_problems(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def get_queryset(self) -> Any:
        since = timezone.localdate() - timedelta(days=DAYS)
        return PageProblem.objects.since(since).by_page()


@require_POST
def settle(request: HttpRequest) -> HttpResponse:
    """Somebody has seen to the page."""
    if not may_settle_problems(request.user):
        raise PermissionDenied
    count = settle_problems(request.POST.get("address", ""), by=request.user)
    if count:
        words = ngettext("%(count)s report is settled.", "%(count)s reports are settled.", count)
        messages.success(request, words % {"count": count})
    else:
        messages.info(request, _("There was nothing to settle."))
    return redirect("page_problems")
