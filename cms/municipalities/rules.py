"""Who may change what a municipality says of itself."""

from __future__ import annotations

from typing import Any


def may_change_settings(user: Any) -> bool:
    """Administrators. `user` is a User of a room above this one, or anonymous."""
    return bool(user.is_active and user.has_perm("cms_municipalities.change_municipality"))
