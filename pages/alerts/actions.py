"""Writes of alerts."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from cms.audit.actions import record
from cms.municipalities.actions import forget_public_pages
from pages.alerts.models import Alert
from pages.alerts.showing import ALERTS_STAMP

Person = AbstractBaseUser | AnonymousUser | None


@transaction.atomic
def save_alert(alert: Alert, *, by: Person) -> Alert:
    """Saves an alert; it is seen on every page at its time."""
    verb = "changed" if alert.pk else "created"
    alert.full_clean()
    alert.save()
    return note_alert(alert, verb, by=by)


@transaction.atomic
def note_alert(alert: Alert, verb: str, *, by: Person) -> Alert:
    """After a form of the admin has saved it: log, what is remembered, kept pages."""
    shown = {"kind": alert.kind, "titles": alert.titles, "starts": alert.starts, "ends": alert.ends}
    record(verb, alert, by=by, changes=shown)
    _forget()
    return alert


@transaction.atomic
def remove_alert(alert: Alert, *, by: Person) -> None:
    """Takes an alert down for good."""
    record("deleted", alert, by=by)
    alert.delete()
    _forget()


def _forget() -> None:
    # The stamp first: pages that are made anew must not find the former alerts.
    transaction.on_commit(ALERTS_STAMP.change)
    forget_public_pages()
