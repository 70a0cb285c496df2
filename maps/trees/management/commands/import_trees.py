"""`manage.py import_trees FILE`: a file of trees into a municipality's register."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from cms.municipalities.models import Municipality
from maps.trees.actions import import_trees
from maps.trees.actions.importing import ImportResult
from maps.trees.errors import UnreadableFile
from maps.trees.imports.problems import Reason, count_by_reason, write_report

SHOWN_PROBLEMS = 5


class Command(BaseCommand):
    """Reads CSV, TSV, XLSX, GeoJSON, GeoPackage and zipped Shapefiles; the same file again changes
    nothing."""

    help = "Reads a file of trees into the register of a municipality."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--municipality", help="host name or schema; not needed where there is only one")
        parser.add_argument("--source", help="where the rows come from; the file's name by default")
        parser.add_argument("--crs", default="", help="coordinate system of the positions, such as EPSG:2100")
        parser.add_argument("--units", choices=["auto", "metric", "us"], default="auto")
        parser.add_argument("--dry-run", action="store_true", help="read and report, write nothing")
        parser.add_argument("--report", type=Path, help="write every problem to this CSV file")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _name in settings.LANGUAGES]
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        town = find_municipality(options["municipality"])
        with translation.override(options["language"]), tenant_context(town):
            try:
                result = import_trees(
                    options["file"],
                    source=(options["source"] or options["file"].stem)[:80],
                    crs=options["crs"],
                    units=options["units"],
                    dry_run=options["dry_run"],
                    by=None,
                    progress=self.show_progress,
                )
            except UnreadableFile as refusal:
                raise CommandError(str(refusal)) from refusal
            if options["report"]:
                options["report"].write_bytes(write_report(result.problems, options["language"]))
            self.show(result, dry_run=options["dry_run"])

    def show_progress(self, rows: int) -> None:
        """One line that is written over, on a terminal."""
        if self.stderr.isatty():
            self.stderr.write(_("%(rows)s rows read") % {"rows": rows}, ending="\r")

    def show(self, result: ImportResult, *, dry_run: bool) -> None:
        """The counts, and the first of the problems."""
        if dry_run:
            self.stdout.write(_("Only tried: nothing was written."))
        self.stdout.write(
            _("%(read)s rows: %(trees)s trees, %(vacant)s vacant places, %(stumps)s stumps.") % result.counts
        )
        self.stdout.write(
            _("%(new)s new, %(changed)s changed, %(same)s as before; %(new_species)s new species.")
            % result.counts
        )
        for reason, count in count_by_reason(result.problems).items():
            self.stdout.write(f"  {count} × {Reason(reason).label}")
        for problem in sorted(result.problems, key=lambda problem: problem.line)[:SHOWN_PROBLEMS]:
            line = _("line %(line)s") % {"line": problem.line}
            self.stdout.write(f"    {line}: {problem.column} {problem.value!r} {problem.reason.label}")


def find_municipality(wanted: str | None) -> Municipality:
    """By host name or schema; the only one where none is named. CommandError otherwise."""
    towns = Municipality.objects.defer("boundary")
    if wanted:
        found: Municipality | None = (
            towns.filter(schema_name=wanted).first() or towns.filter(domains__domain=wanted).first()
        )
        if found is None:
            raise CommandError(f"There is no municipality {wanted}.")
        return found
    everyone: list[Municipality] = list(towns[:2])
    if len(everyone) != 1:
        raise CommandError("Name the municipality: --municipality HOST.")
    return everyone[0]
