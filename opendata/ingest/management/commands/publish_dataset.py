"""`manage.py publish_dataset FILE --title …`: the same way in as the editor's upload, from the shell."""

from __future__ import annotations

import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

from django.conf import settings
from django.core.files.base import File
from django.core.management.base import BaseCommand, CommandError, CommandParser
from django.utils import translation
from django.utils.translation import gettext as _
from django_tenants.utils import tenant_context

from cms.municipalities.models import Municipality
from opendata.catalog.models import Dataset, Licence
from opendata.ingest.actions import (
    cancel_upload,
    decide,
    read_again,
    receive_upload,
    request_publication,
    work_on_upload,
)
from opendata.ingest.actions.deciding import Words
from opendata.ingest.choices import Farewell, UploadState
from opendata.ingest.contract import Decisions
from opendata.ingest.errors import UploadRefused
from opendata.ingest.matching import match_columns
from opendata.ingest.models import Upload
from opendata.ingest.naming import free_name
from opendata.ingest.office.presenting import facts_of
from opendata.ingest.report import kinds_of

# What changes the rows: they are looked at once more.
READ_ANEW = ("key", "epsg", "keep_totals")


class Command(BaseCommand):
    """Reads the file, tells what was understood and what is wrong, asks, and publishes.

    `--name` of a dataset that came from a file makes this its newer state.
    """

    help = "Publishes a file as an open dataset of a municipality."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("file", type=Path)
        parser.add_argument("--title", help="title in the portal's first language")
        parser.add_argument("--title-en", default="", help="title in English")
        parser.add_argument("--name", default="", help="name in addresses; made from the title by default")
        parser.add_argument("--licence", default="", help="code of the licence, CC_BY_4_0 by default")
        parser.add_argument("--key", action="append", default=[], help="column that names a row (may repeat)")
        parser.add_argument("--layer", default="", help="layer or sheet")
        parser.add_argument(
            "--keep-totals",
            action="store_true",
            help="publish the last rows though they are totals of the others",
        )
        parser.add_argument("--epsg", type=int, help="coordinate system of the positions, such as 2100")
        parser.add_argument(
            "--municipality", "--tenant", help="host name or schema; not needed where there is only one"
        )
        parser.add_argument("--report", type=Path, help="write every problem to this CSV file")
        parser.add_argument("--yes", action="store_true", help="publish without asking")
        parser.add_argument(
            "--language", default=settings.LANGUAGE_CODE, choices=[code for code, _name in settings.LANGUAGES]
        )

    def handle(self, *_args: Any, **options: Any) -> None:
        town = find_municipality(options["municipality"])
        with translation.override(options["language"]), tenant_context(town):
            upload: Upload | None = None
            try:
                upload = self.received(options)
                upload = self.worked(upload)
                upload = self.decided(upload, options)
                self.show(upload, options)
                if not options["yes"] and not self.agreed():
                    raise UploadRefused(_("Nothing was published."))
                published = self.worked(request_publication(upload, by=None))
            except UploadRefused as refused:
                self.give_up(upload)
                raise CommandError(str(refused)) from refused
            assert published.dataset is not None
            self.say(
                _("Published: /data/%(name)s/, revision %(revision)s.")
                % {"name": published.dataset.name, "revision": published.revision}
            )

    def received(self, options: dict[str, Any]) -> Upload:
        """The file in the portal's private storage."""
        path: Path = options["file"]
        if not path.is_file():
            raise CommandError(_("There is no such file."))
        dataset = Dataset.objects.filter(name=options["name"]).first() if options["name"] else None
        if dataset is None and not options["title"]:
            raise CommandError(_("Give the dataset a title: --title."))
        with path.open("rb") as stream:
            upload = receive_upload(File(stream, name=path.name), by=None, dataset=dataset)
        if options["layer"]:
            upload.decisions = Decisions(layer=options["layer"]).to_json()
            upload.save(update_fields=["decisions"])
        return upload

    def worked(self, upload: Upload) -> Upload:
        """After a turn of what the worker does; UploadRefused with its sentence where that led nowhere."""
        worked = work_on_upload(upload.pk)
        if worked is None:
            raise UploadRefused(_("Another process works on this file."))
        if worked.state not in (UploadState.INSPECTED, UploadState.PUBLISHED) or worked.refusal:
            raise UploadRefused(worked.why_refused or str(worked.get_state_display()))
        return worked

    def decided(self, upload: Upload, options: dict[str, Any]) -> Upload:
        """With what the options say. Columns that a newer file lacks stay, empty, and are announced."""
        decisions = upload.decided
        if options["epsg"] is not None and decisions.position is not None:
            position = replace(decisions.position, epsg=options["epsg"], crs="")
            decisions = replace(decisions, position=position)
        if options["key"]:
            decisions = replace(decisions, key_columns=keys_of(decisions, options["key"]))
        if options["keep_totals"]:
            decisions = replace(decisions, keep_totals=True, total_rows=())
        farewells = {
            field.name: upload.farewells.get(field.name, Farewell.KEEP)
            for field in match_columns(upload).gone
        }
        before = upload.mark
        words = None if upload.is_new_state else words_of(upload, options)
        upload = decide(upload, by=None, decisions=decisions, farewells=farewells, words=words)
        if upload.mark != before and (upload.is_new_state or any(options[name] for name in READ_ANEW)):
            upload = self.worked(read_again(upload, by=None, changes={}))
        return upload

    def show(self, upload: Upload, options: dict[str, Any]) -> None:
        """What was understood, what would change, what is wrong."""
        found = upload.found
        assert found is not None
        for fact in facts_of(found, upload.decided.position or found.position, upload.load_report):
            self.say(f"{fact.title}: {fact.text}")
        for column in upload.decided.columns:
            private = [_("(private)")] if column.private else []
            self.say(" ".join([f"  {column.key}: {column.type.value} – {column.source}", *private]))
        if upload.is_new_state:
            self.say(_("%(added)s new, %(changed)s changed, %(removed)s gone.") % upload.comparison)
            for field in match_columns(upload).gone:
                self.say(
                    _("The column %s is not in this file: it stays, empty, and is announced.") % field.name
                )
        for kind in kinds_of(upload.problems, of_lines=upload.is_of_lines):
            columns = f" ({', '.join(kind.columns)})" if kind.columns else ""
            self.say(f"  {kind.count} × {kind.text}{columns}" if kind.of_rows else f"  {kind.text}{columns}")
        if options["report"] and upload.report:
            with upload.report.open("rb") as stream:
                options["report"].write_bytes(stream.read())

    def say(self, text: str) -> None:
        """One line, in whatever letters the terminal has."""
        encoding = getattr(self.stdout, "encoding", None) or "utf-8"
        self.stdout.write(text.encode(encoding, "replace").decode(encoding))

    def agreed(self) -> bool:
        """Asks; where nobody can answer, says how to go on."""
        if not sys.stdin.isatty():
            raise UploadRefused(_("Nobody is here to be asked: add --yes to publish."))
        # "ν" is the Greek "yes" (ναι).
        return input(_("Publish? [y/N] ")).strip().lower()[:1] in ("y", "ν")

    def give_up(self, upload: Upload | None) -> None:
        """What was not published leaves no file behind."""
        if upload is None:
            return
        standing = Upload.objects.get(pk=upload.pk)
        if not standing.is_settled:
            cancel_upload(standing, by=None)


def keys_of(decisions: Decisions, wanted: list[str]) -> tuple[str, ...]:
    """Keys of columns named by key or by label; UploadRefused for one that is not there."""
    keys = []
    for name in wanted:
        found = [column.key for column in decisions.columns if name in (column.key, column.source)]
        if not found:
            raise UploadRefused(_("The file has no column “%s”.") % name)
        keys.append(found[0])
    return tuple(keys)


def words_of(upload: Upload, options: dict[str, Any]) -> Words:
    """What the catalogue will say."""
    licence = upload.licence
    if options["licence"]:
        licence = Licence.objects.filter(code=options["licence"]).first()
        if licence is None:
            raise UploadRefused(_("There is no licence %s.") % options["licence"])
    titles = {settings.LANGUAGE_CODE: options["title"], "en": options["title_en"] or options["title"]}
    return Words(
        name=options["name"] or free_name(options["title_en"] or options["title"]),
        titles=titles,
        descriptions={},
        keywords={},
        licence=licence,
        themes=[],
        update_frequency=upload.update_frequency,
        contact=None,
    )


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
