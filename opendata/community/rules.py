"""Who may send something, and who decides on it."""

from __future__ import annotations

from django.http import HttpRequest

from cms.accounts.rules import Visitor, may_enter_admin
from cms.kit.sendings import within_limit

# Forms of one address within an hour.
MOST_FORMS = 5
HOUR = 3600


def may_decide_on_uses(user: Visitor) -> bool:
    """Whoever may change uses."""
    return may_enter_admin(user) and user.has_perm("opendata_community.change_reuse")


def may_send_form(request: HttpRequest) -> bool:
    """Counts the form too."""
    return within_limit(request, "community-forms", most=MOST_FORMS, seconds=HOUR)
