"""“Reviewed today” for many pages at once, in the page tree and in the report of pages to review."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import ngettext
from wagtail.admin.views.pages.bulk_actions.page_bulk_action import PageBulkAction
from wagtail.models import Page

from pages.upkeep.actions import mark_reviewed
from pages.upkeep.rules import may_mark_reviewed


class ReviewedTodayBulkAction(PageBulkAction):
    """Sets the day of the last review; no new version, nothing is published by it."""

    display_name = _("Reviewed today")
    action_type = "reviewed"
    aria_label = _("Note selected pages as reviewed today")
    template_name = "pages/upkeep/confirm_reviewed.html"
    action_priority = 45

    def check_perm(self, page: Page) -> bool:
        return may_mark_reviewed(self.request.user, page)

    @classmethod
    def execute_action(cls, objects: Iterable[Page], user: Any = None, **_kwargs: Any) -> tuple[int, int]:
        today = timezone.localdate()
        return sum(mark_reviewed(page, by=user, on=today) for page in objects), 0

    def get_success_message(self, num_parent_objects: int, num_child_objects: int) -> str:
        return ngettext(
            "%(number)s page is noted as reviewed today",
            "%(number)s pages are noted as reviewed today",
            num_parent_objects,
        ) % {"number": num_parent_objects}
