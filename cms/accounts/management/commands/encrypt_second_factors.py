"""`manage.py encrypt_second_factors`: after a new SECRET_KEY, before the old one is taken away."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand
from django_tenants.utils import get_public_schema_name, get_tenant_model, schema_context, tenant_context

from cms.accounts.actions import encrypt_second_factors


class Command(BaseCommand):
    """Stores the secrets of all second factors under the present key."""

    help = "Stores the secrets of all second factors of all municipalities under the present SECRET_KEY."

    def handle(self, *_args: Any, **_options: Any) -> None:
        with schema_context(get_public_schema_name()):
            towns = list(get_tenant_model().objects.order_by("pk"))
        for town in towns:
            with tenant_context(town):
                done, lost = encrypt_second_factors()
            self.stdout.write(f"{town}: {done} under the present key.")
            for email in lost:
                self.stderr.write(
                    f"{town}: no key opens a second factor of {email}; it has to be set up anew."
                )
