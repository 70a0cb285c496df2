"""Who may change the ground of the maps."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin


def may_load_places(person: AbstractBaseUser | AnonymousUser) -> bool:
    """Staff with the right to change districts."""
    return (
        isinstance(person, PermissionsMixin)
        and bool(getattr(person, "is_active", False))
        and person.has_perm("maps_places.change_district")
    )
