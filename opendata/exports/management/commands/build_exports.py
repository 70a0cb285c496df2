"""`manage.py build_exports`: files of collections at once, without the worker."""

from __future__ import annotations

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from cms.municipalities.models import Municipality
from opendata.exports.building import build_now
from opendata.exports.choices import Reason, State
from opendata.exports.formats import FORMATS
from opendata.exports.reading import NotPublished
from opendata.tables.models import Collection


class Command(BaseCommand):
    """Builds anew; one line a file."""

    help = "Builds the files of published collections."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--municipality", help="host name or schema; all of them by default")
        parser.add_argument("--collection", action="append", help="may stand several times; all by default")
        parser.add_argument("--format", action="append", choices=list(FORMATS), dest="formats")

    def handle(self, *_args: Any, **options: Any) -> None:
        for town in find_municipalities(options["municipality"]):
            with tenant_context(town):
                published = Collection.objects.published().values_list("dataset__name", flat=True)
                for name in options["collection"] or list(published):
                    self.build(town.schema_name, name, options["formats"])

    def build(self, schema: str, name: str, formats: list[str] | None) -> None:
        """One collection."""
        try:
            built = build_now(name, formats)
        except NotPublished:
            raise CommandError(f"{schema} has no published collection {name!r}.") from None
        if not built:
            self.stdout.write(
                _("%(name)s: another process is at it, or nothing is to be made.") % {"name": name}
            )
        for export in built:
            told = f"{export.size:,} B" if export.state == State.READY else Reason(export.error).label
            self.stdout.write(f"{schema} {name} {export.revision} {export.format}: {told}")


def find_municipalities(wanted: str | None) -> list[Municipality]:
    """The one named by host or schema, or all. CommandError for an unknown one."""
    towns = Municipality.objects.defer("boundary")
    if not wanted:
        return list(towns)
    found = towns.filter(schema_name=wanted).first() or towns.filter(domains__domain=wanted).first()
    if found is None:
        raise CommandError(f"There is no municipality {wanted}.")
    return [found]
