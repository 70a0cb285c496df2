"""`manage.py run_retention`: what the worker does each night, now."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand

from cms.municipalities.chores import do_chores_everywhere


class Command(BaseCommand):
    """Does the night's chores in every municipality and says what was done."""

    help = "Drops what is no longer to be kept, and the night's other chores, in every municipality."

    def handle(self, *_args: Any, **_options: Any) -> None:
        for schema, told in do_chores_everywhere().items():
            for name, words in told.items():
                self.stdout.write(f"{schema}: {name}: {words}")
