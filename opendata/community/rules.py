"""Who decides on what was sent."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin


def may_decide_on_uses(user: Visitor) -> bool:
    """Whoever may change uses."""
    return may_enter_admin(user) and user.has_perm("opendata_community.change_reuse")
