"""`manage.py forget_second_factor anna@town.example --municipality town.example`."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tenants.utils import tenant_context

from cms.accounts.actions import forget_second_factor
from cms.accounts.models import User
from cms.municipalities.querysets import municipality_of


class Command(BaseCommand):
    """For somebody who has lost both the app and the recovery codes. Make sure who is asking."""

    help = "Takes a person's second factor away; a new one is set up at the next sign-in."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("email")
        parser.add_argument("--municipality", required=True, help="host name")

    def handle(self, *_args: Any, **options: Any) -> None:
        town = municipality_of(options["municipality"])
        if town is None:
            raise CommandError(f"No municipality answers at {options['municipality']}.")
        with tenant_context(town):
            person = User.objects.filter(email__iexact=options["email"]).first()
            if person is None or not forget_second_factor(person, by=None):
                raise CommandError(f"{options['email']} has no second factor here.")
        self.stdout.write(f"{person.email} sets up a new second factor at the next sign-in.")
