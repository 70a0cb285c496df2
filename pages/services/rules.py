"""Who may do what with service pages."""

from __future__ import annotations

from typing import Any


def may_edit(user: Any, page: Any) -> bool:
    """Try its form, keep and delete its tests: whoever may edit the page."""
    return bool(page.permissions_for_user(user).can_edit())
