"""Who may bring data in. Reading what is published is everybody's right."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, PermissionsMixin

Person = AbstractBaseUser | AnonymousUser | None


def _has(person: object, permission: str) -> bool:
    return (
        isinstance(person, PermissionsMixin)
        and bool(getattr(person, "is_active", False))
        and person.has_perm(f"opendata_ingest.{permission}")
    )


def may_publish_data(person: Person) -> bool:
    """Editors, approvers, data stewards and administrators: upload a file, review it, publish it."""
    return _has(person, "publish_upload")


def may_keep_harvests(person: Person) -> bool:
    """Data stewards and administrators: say from which address of others rows are fetched."""
    return may_publish_data(person) and _has(person, "change_harvest")
