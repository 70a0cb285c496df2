"""Writes of offices and closed days."""

from __future__ import annotations

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import transaction

from cms.audit.actions import record
from cms.municipalities.actions import forget_public_pages
from opendata.tables.actions import publish_rows
from pages.offices.collections import NAME
from pages.offices.models import ClosedDay, Office

Person = AbstractBaseUser | AnonymousUser | None


@transaction.atomic
def save_office(office: Office, *, by: Person) -> Office:
    """Saves an office with the hours that stand on it, and brings its public row up to date."""
    verb = "changed" if office.pk else "created"
    office.save()
    return note_office(office, verb, by=by)


@transaction.atomic
def note_office(office: Office, verb: str, *, by: Person) -> Office:
    """After a form of the admin has saved it: log, open data, kept pages."""
    record(verb, office, by=by)
    publish_rows(NAME, [office.pk], by=by)
    forget_public_pages()
    return office


@transaction.atomic
def remove_office(office: Office, *, by: Person) -> None:
    """Takes an office away; its open row goes with it."""
    number = office.pk
    record("deleted", office, by=by)
    office.delete()
    publish_rows(NAME, [number], by=by)
    forget_public_pages()


@transaction.atomic
def note_closed_day(day: ClosedDay, verb: str, *, by: Person) -> ClosedDay:
    """After a form has saved it."""
    record(verb, day, by=by)
    forget_public_pages()
    return day


@transaction.atomic
def remove_closed_day(day: ClosedDay, *, by: Person) -> None:
    """Takes a closed day away."""
    record("deleted", day, by=by)
    day.delete()
    forget_public_pages()
