"""Reports -> Mail in the admin: what became of each message, and a second chance for those that failed."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST
from wagtail.admin import messages
from wagtail.admin.ui.tables import Column, DateColumn
from wagtail.admin.views.reports import ReportView

from cms.notifications.actions import send_again
from cms.notifications.filters import MailFilterSet
from cms.notifications.models import OutgoingMail
from cms.notifications.rules import may_see_mail, may_send_again


class AgainColumn(Column):
    """A button for mail that was given up."""

    cell_template_name = "notifications/again_cell.html"


class MailReportView(ReportView):
    """All mail of the last months, without its text."""

    page_title = gettext_lazy("Mail")
    header_icon = "mail"
    model = OutgoingMail
    filterset_class = MailFilterSet
    default_ordering = "-created_at"
    index_url_name = "outgoing_mail"
    index_results_url_name = "outgoing_mail_results"
    columns = [
        DateColumn("created_at", label=gettext_lazy("written at"), sort_key="created_at", width="12%"),
        Column(
            "state", label=gettext_lazy("state"), accessor="get_state_display", sort_key="state", width="12%"
        ),
        Column(
            "recipients",
            label=gettext_lazy("to"),
            accessor=lambda mail: ", ".join(mail.recipients),
            width="22%",
        ),
        Column("subject", label=gettext_lazy("subject"), width="24%"),
        Column("last_error", label=gettext_lazy("last problem")),
        AgainColumn("again", label=""),
    ]
    list_export = ["created_at", "state", "recipients", "subject", "attempts", "sent_at", "last_error"]
    export_filename = "mail"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if not may_see_mail(request.user):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)  # type: ignore[no-any-return]  # the library has no types

    def get_base_queryset(self) -> QuerySet[OutgoingMail]:
        return OutgoingMail.objects.defer("raw")


@require_POST
def send_mail_again(request: HttpRequest, mail_id: int) -> HttpResponse:
    """The button's address."""
    if not may_send_again(request.user):
        raise PermissionDenied
    if send_again(mail_id, by=request.user):  # type: ignore[arg-type]  # staff only: never anonymous
        messages.success(request, _("It will be sent again in a moment."))
    else:
        messages.warning(request, _("There is nothing to send again."))
    return redirect("outgoing_mail")
