"""People and departments for tests."""

from __future__ import annotations

from typing import Any

from allauth.account.models import EmailAddress
from django.contrib.auth.models import Group

from cms.accounts.models import Department, User


def make_resident(email: str = "resident@town.test", *, password: str | None = None, **facts: Any) -> User:
    """Somebody with a proven address and no rights."""
    user = User.objects.create_user(email, password, **facts)
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def make_staff(email: str = "staff@town.test", *, group: str = "Editors", **facts: Any) -> User:
    """Somebody of one of the portal's groups."""
    user = make_resident(email, **facts)
    user.groups.add(Group.objects.get(name=group))
    return user


def make_department(code: str = "green", **facts: Any) -> Department:
    """A part of the town hall."""
    return Department.objects.create(code=code, **{"names": {"el": "Πράσινο", "en": "Green"}, **facts})
