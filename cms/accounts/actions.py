"""Making people and groups."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from cryptography.fernet import InvalidToken
from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser, Group, Permission
from django.db import transaction

from cms.accounts.adapters import encrypted_anew
from cms.accounts.errors import NotADemo
from cms.accounts.models import Department, User
from cms.accounts.page_rights import let_groups_manage_pages
from cms.accounts.registry import (
    ADMINISTRATORS,
    APPROVERS,
    EDITORS,
    GROUPS,
    OFFICERS,
    SUPERVISORS,
    group_permissions,
)
from cms.accounts.signals import department_changed, person_changed

# What of a second factor allauth hands to our adapter for encryption.
SECRET_PARTS = {"secret", "seed", "migrated_codes"}
DEMO_PASSWORD = "demo-portal-2026"  # noqa: S105 (printed by `make demo`, worthless elsewhere)
# Local part: (group or None for a resident, first name, last name)
DEMO_PEOPLE: dict[str, tuple[str | None, str, str]] = {
    "admin": (ADMINISTRATORS, "Αθηνά", "Δημάρχου"),
    "editor": (EDITORS, "Ελένη", "Συντάκτη"),
    "approver": (APPROVERS, "Απόστολος", "Εγκρίτη"),
    "officer": (OFFICERS, "Ορέστης", "Υπηρεσίας"),
    "deputy": (OFFICERS, "Δέσποινα", "Αναπληρώτρια"),
    "supervisor": (SUPERVISORS, "Σοφία", "Προϊσταμένη"),
    "inspector": (OFFICERS, "Ιάσονας", "Ελεγκτή"),
    "resident": (None, "Ρένα", "Κατοίκου"),
}


@transaction.atomic
def grant_group_permissions() -> None:
    """Makes the groups, and gives each what the rooms have registered.

    Adds only: an administrator's own changes stay. A permission whose table does not exist is passed over.
    """
    wanted: dict[str, set[str]] = {group: {"wagtailadmin.access_admin"} for group in GROUPS}
    for registered in group_permissions:
        for name, more in (registered() if callable(registered) else registered).items():
            wanted[name].update(more)
    wanted[ADMINISTRATORS] = set().union(*wanted.values())
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    for name, names in wanted.items():
        group, _made = Group.objects.get_or_create(name=name)
        group.permissions.add(*(known[permission] for permission in names if permission in known))
    # Wagtail's own migrations give some to the groups that they bring.
    Group.objects.get(name=ADMINISTRATORS).permissions.add(*Permission.objects.filter(group__name__in=GROUPS))
    let_groups_manage_pages()


@transaction.atomic
def set_only_address(user: User, *, verified: bool) -> None:
    """Makes the user's present address the only one that signs in: an earlier one must not stay a way in.

    An unverified one is proved by the first code that is sent to it.
    """
    EmailAddress.objects.filter(user=user).exclude(email__iexact=user.email).delete()
    address = EmailAddress.objects.filter(user=user).first()
    if address is None:
        EmailAddress.objects.create(user=user, email=user.email.lower(), verified=verified, primary=True)
    elif verified and not address.verified:
        EmailAddress.objects.filter(pk=address.pk).update(verified=True, primary=True)


@transaction.atomic
def note_person(
    person: User, verb: str, *, by: AbstractBaseUser | AnonymousUser, changed: Iterable[str]
) -> None:
    """What follows when the back office has saved a person: one address that signs in; word to the log."""
    set_only_address(person, verified=False)
    changes = {name: _of_person(person, name) for name in changed}
    person_changed.send(User, person=person, by=by, verb=verb, changes=changes)


def _of_person(person: User, name: str) -> Any:
    if name == "groups":
        return sorted(person.groups.values_list("name", flat=True))
    return "…" if name.startswith("password") else str(getattr(person, name, ""))


@transaction.atomic
def note_department(
    department: Department, verb: str, *, by: AbstractBaseUser | AnonymousUser, changed: Iterable[str]
) -> None:
    """Word to the log when the back office has saved a department."""
    changes = {name: getattr(department, name, "") for name in changed}
    department_changed.send(Department, department=department, by=by, verb=verb, changes=changes)


@transaction.atomic
def ensure_demo_accounts() -> list[User]:
    """The people of the demo, one for each role. Safe to run again. Raises NotADemo anywhere else."""
    if not settings.DEMO:
        raise NotADemo
    return [_ensure_demo_person(name, *facts) for name, facts in DEMO_PEOPLE.items()]


def _ensure_demo_person(name: str, group: str | None, first_name: str, last_name: str) -> User:
    email = f"{name}@demo.test"
    user = User.objects.filter(email__iexact=email).first() or User(email=email)
    user.first_name, user.last_name = first_name, last_name
    user.is_active, user.is_staff, user.is_superuser = True, group is not None, name == "admin"
    user.set_password(DEMO_PASSWORD)
    user.save()
    if group:
        user.groups.add(Group.objects.get(name=group))
    set_only_address(user, verified=True)
    return user


@transaction.atomic
def encrypt_second_factors() -> tuple[int, list[str]]:
    """Stores the secrets of this municipality's second factors under the present key.

    How many there were, and the addresses of those whose secret no known key opens (these stay as they are).
    """
    done, lost = 0, []
    for factor in Authenticator.objects.select_for_update(of=("self",)).select_related("user").order_by("pk"):
        try:
            data = {
                name: _anew(value) if name in SECRET_PARTS else value for name, value in factor.data.items()
            }
        except InvalidToken:
            lost.append(factor.user.email)
            continue
        Authenticator.objects.filter(pk=factor.pk).update(data=data)
        done += any(name in SECRET_PARTS for name in data)
    return done, lost


def _anew(value: Any) -> Any:
    return [encrypted_anew(one) for one in value] if isinstance(value, list) else encrypted_anew(value)


@transaction.atomic
def forget_second_factor(person: User, *, by: AbstractBaseUser | AnonymousUser | None) -> int:
    """Takes a lost second factor away: the person sets up a new one at the next sign-in. How many parts it had."""
    count, _kinds = Authenticator.objects.filter(user=person).delete()
    if count:
        changes = {"second_factor": "…"}
        person_changed.send(User, person=person, by=by, verb="changed", changes=changes)
    return int(count)
