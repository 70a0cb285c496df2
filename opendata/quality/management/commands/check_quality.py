"""Points of every published dataset of every municipality; fails when one has too few."""

from __future__ import annotations

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django_tenants.utils import get_tenant_model, tenant_context

from opendata.catalog.dcat.entries import entries_of
from opendata.catalog.models import Dataset
from opendata.quality.metrics import EXCELLENT_FROM
from opendata.quality.scoring import score


class Command(BaseCommand):
    """`manage.py check_quality --least 351`"""

    help = "Counts the EU's metadata quality points of every published dataset."

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--least", type=int, default=EXCELLENT_FROM, help="Fewer points are a failure.")

    def handle(self, *args: Any, **options: Any) -> None:
        weak = []
        for town in get_tenant_model().objects.exclude(schema_name="public"):
            with tenant_context(town):
                for entry in entries_of(list(Dataset.objects.published().with_terms())):
                    found = score(entry)
                    gaps = ", ".join(gap.code for gap in found.gaps)
                    self.stdout.write(
                        f"{found.points:3} {found.rating.value:10} {town} / {entry.name}  {gaps}"
                    )
                    if found.points < options["least"]:
                        weak.append(entry.name)
        if weak:
            raise CommandError(f"Fewer than {options['least']} points: {', '.join(weak)}")
