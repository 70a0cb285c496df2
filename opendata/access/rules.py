"""Who may give out keys."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin


def may_revoke_key(user: Visitor) -> bool:
    """Whoever may change keys."""
    return may_enter_admin(user) and user.has_perm("opendata_access.change_apikey")
