"""Who may come in where."""

from __future__ import annotations

from typing import TypeAlias

from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.contrib.auth.models import AnonymousUser

from cms.accounts.models import User

Visitor: TypeAlias = User | AnonymousUser


def may_enter_admin(user: Visitor) -> bool:
    """Staff: whoever a group or an administrator has let into the back office."""
    return user.is_active and user.has_perm("wagtailadmin.access_admin")


def may_use_password(user: Visitor) -> bool:
    """Residents sign in with a code or their national account; a password is for staff, and for the demo."""
    return user.is_active and (settings.DEMO or may_enter_admin(user))


def needs_second_factor(user: Visitor) -> bool:
    """Staff who have not set up what this installation asks of them before they may work."""
    return settings.STAFF_SECOND_FACTOR and may_enter_admin(user) and not is_mfa_enabled(user)


def may_manage_people(user: Visitor) -> bool:
    """Administrators: give others access, change departments."""
    return may_enter_admin(user) and user.has_perm("cms_accounts.change_user")
