"""Deeds of lower rooms, which cannot call this one."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.signals import user_logged_in
from django.dispatch import receiver

from cms.accounts.models import User
from cms.accounts.rules import may_enter_admin
from cms.accounts.signals import department_changed, person_changed
from cms.audit.actions import record
from cms.municipalities.signals import settings_changed


@receiver(settings_changed)
def note_settings(municipality: Any, by: Any, changes: dict[str, Any], **_kwargs: Any) -> None:
    """The municipality's settings."""
    record("changed", municipality, by=by, changes=changes)


@receiver(person_changed)
def note_person(person: User, by: Any, verb: str, changes: dict[str, Any], **_kwargs: Any) -> None:
    """People and their rights."""
    record(verb, person, by=by, changes=changes)


@receiver(department_changed)
def note_department(department: Any, by: Any, verb: str, changes: dict[str, Any], **_kwargs: Any) -> None:
    """Departments."""
    record(verb, department, by=by, changes=changes)


@receiver(user_logged_in)
def note_sign_in(user: User, **_kwargs: Any) -> None:
    """Staff signing in. Residents' comings and goings are nobody's business."""
    if may_enter_admin(user):
        record("signed in", user, by=user)
