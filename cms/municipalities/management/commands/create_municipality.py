"""`manage.py create_municipality --name el=Όνομα --name en=Name --domain host --languages el,en --admin-email …`."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django_tenants.utils import tenant_context

from cms.municipalities.actions import create_municipality
from cms.municipalities.errors import MunicipalityExists


def names_by_language(given: list[str], first_language: str) -> dict[str, str]:
    """`["el=Δήμος", "en=Town"]` or one bare name, which counts for the first language."""
    pairs = [text.partition("=") if "=" in text else (first_language, "=", text) for text in given]
    return {code.strip(): name.strip() for code, _equals, name in pairs}


class Command(BaseCommand):
    """Makes a working portal for one more municipality."""

    help = "Makes a working portal for one more municipality."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--name", action="append", required=True, help="el=Name, once for each language")
        parser.add_argument(
            "--domain", action="append", required=True, help="host name; the first is the main one"
        )
        parser.add_argument("--languages", default=",".join(code for code, _name in settings.LANGUAGES))
        parser.add_argument("--admin-email", required=True)

    def handle(self, *_args: Any, **options: Any) -> None:
        languages = [code.strip() for code in options["languages"].split(",") if code.strip()]
        unknown = set(languages) - {code for code, _name in settings.LANGUAGES}
        if unknown or not languages:
            raise CommandError(f"The portal has no texts in: {', '.join(sorted(unknown)) or '(none given)'}.")
        try:
            town = create_municipality(
                names=names_by_language(options["name"], languages[0]),
                domains=options["domain"],
                languages=languages,
                verbosity=max(0, options["verbosity"] - 1),
            )
        except MunicipalityExists as taken:
            raise CommandError(f"Taken already: {taken}.") from taken
        except ValidationError as problem:
            raise CommandError("; ".join(problem.messages)) from problem
        with tenant_context(town):
            get_user_model().objects.create_superuser(options["admin_email"])
        self.stdout.write(
            f"{town} answers at {options['domain'][0]}. {options['admin_email']} signs in at /admin/ "
            "with a code that is sent by e-mail."
        )
