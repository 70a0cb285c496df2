"""Who may sit at the desk."""

from __future__ import annotations

from typing import Any


def may_use_desk(person: Any) -> bool:
    """Whoever may see cases; which ones is asked of each."""
    return bool(
        getattr(person, "is_authenticated", False)
        and person.is_active
        and person.has_perm("engagement_cases.view_case")
    )
