"""Who may see what became of the portal's mail."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin


def may_see_mail(user: Visitor) -> bool:
    """Administrators. Of a message they see the addresses and the subject, never the text."""
    return may_enter_admin(user) and user.has_perm("cms_notifications.view_outgoingmail")


def may_send_again(user: Visitor) -> bool:
    """Administrators."""
    return may_enter_admin(user) and user.has_perm("cms_notifications.change_outgoingmail")
