"""Who may see which file."""

from __future__ import annotations

from cms.accounts.rules import Visitor, may_enter_admin

# Where Wagtail keeps pictures as they were uploaded; pages show renditions of them.
ORIGINALS = "original_images/"


def may_see_picture(user: Visitor, name: str) -> bool:
    """Renditions are public. An original may show more than what was cut out for the page: only for staff."""
    return not name.startswith(ORIGINALS) or may_enter_admin(user)
