"""Who may see to the upkeep of pages."""

from __future__ import annotations

from wagtail.models import Page
from wagtail.permissions import page_permission_policy

from cms.accounts.rules import Visitor, may_enter_admin


def may_see_upkeep(user: Visitor) -> bool:
    """Whoever may write or publish pages anywhere."""
    return may_enter_admin(user) and bool(
        page_permission_policy.user_has_any_permission(user, ["add", "change", "publish"])
    )


def may_mark_reviewed(user: Visitor, page: Page) -> bool:
    """Whoever may publish the page: the day of the review is seen below it."""
    return bool(page.permissions_for_user(user).can_publish())
