"""A schedule that cannot be kept: the page stays as it is, and whoever planned it is told."""

from __future__ import annotations

from typing import Any

from django.core.mail import EmailMessage
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.admin import utils

from cms.audit.actions import record
from cms.notifications.actions import write_mail
from pages.services.errors import PublishingRefused


def refuse_scheduled(revision: Any, refused: PublishingRefused) -> None:
    """Gives the schedule up, so that it is not tried again every hour, and says why."""
    revision.approved_go_live_at = None
    revision.save(update_fields=["approved_go_live_at"])
    page = revision.content_object
    sentences = [finding.sentence for finding in refused.findings]
    record("publication refused", page, by=None, changes={"reasons": sentences})
    planner = revision.user
    if planner is None or not planner.email:
        return
    with override(getattr(planner, "language", None) or page.locale.language_code):
        address = utils.get_admin_base_url() + reverse("wagtailadmin_pages:edit", args=[page.pk])
        text = _("“%(title)s” was to be published now, but something is not right yet:") % {
            "title": page.title
        }
        lines = "\n".join(f"- {sentence}" for sentence in sentences)
        subject = _("Not published: %(title)s") % {"title": page.title}
        write_mail(EmailMessage(subject, f"{text}\n\n{lines}\n\n{address}\n", to=[planner.email]))
