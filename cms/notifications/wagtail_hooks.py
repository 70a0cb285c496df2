"""Puts the list of mail into the admin."""

from __future__ import annotations

from django.http import HttpRequest
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem

from cms.notifications.admin_views import MailReportView, send_mail_again
from cms.notifications.rules import may_see_mail


class MailMenuItem(MenuItem):
    """Only administrators see it."""

    def is_shown(self, request: HttpRequest) -> bool:
        return may_see_mail(request.user)


@hooks.register("register_admin_urls")
def mail_urls() -> list[URLPattern]:
    """The report, the part of it that filters exchange, and the button."""
    return [
        path("reports/mail/", MailReportView.as_view(), name="outgoing_mail"),
        path(
            "reports/mail/results/", MailReportView.as_view(results_only=True), name="outgoing_mail_results"
        ),
        path("reports/mail/<int:mail_id>/again/", send_mail_again, name="outgoing_mail_again"),
    ]


@hooks.register("register_reports_menu_item")
def mail_menu_item() -> MailMenuItem:
    """Reports -> Mail."""
    return MailMenuItem(
        _("Mail"), reverse("outgoing_mail"), name="outgoing-mail", icon_name="mail", order=110
    )
