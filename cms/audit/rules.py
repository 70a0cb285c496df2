"""Who may read the log of deeds."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin


def may_read_deeds(user: Visitor) -> bool:
    """Administrators."""
    return may_enter_admin(user) and user.has_perm("cms_audit.view_deed")
