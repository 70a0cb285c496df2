"""Bringing a file into the register: the whole of it or nothing, and the same file again changes nothing."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import UploadedFile
from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.audit.actions import record
from maps.trees.actions.publishing import Person, publish_all
from maps.trees.actions.sites import find_districts
from maps.trees.choices import ImportState
from maps.trees.errors import UnreadableFile
from maps.trees.imports import merging
from maps.trees.imports.opening import open_table
from maps.trees.imports.problems import Problem, Reason, count_by_reason, write_report
from maps.trees.imports.staging import Progress, stage_table
from maps.trees.models import TreeImport


@dataclass
class ImportResult:
    """What came of a file. `left_out` rows were not taken; `notes` are about rows that were, or stayed as
    they are."""

    read: int
    trees: int
    vacant: int
    stumps: int
    new: int
    changed: int
    same: int
    new_species: int
    problems: list[Problem] = field(default_factory=list)

    @property
    def counts(self) -> dict[str, int]:
        """The numbers by name, with one for each reason."""
        numbers = {name: value for name, value in vars(self).items() if isinstance(value, int)}
        return {**numbers, "problems": len(self.problems), **count_by_reason(self.problems)}


class _OnlyTried(Exception):
    """Undoes a dry run."""


def import_trees(
    path: Path,
    *,
    source: str,
    by: Person,
    crs: str = "",
    units: str = "auto",
    dry_run: bool = False,
    progress: Progress | None = None,
) -> ImportResult:
    """Reads a file of trees into the register. Raises UnreadableFile, with nothing written.

    `source` names where the rows come from; together with a row's number, or else its place, it tells
    whether the
    register knows the row. `crs` (such as EPSG:2100) overrules what the file says. `units`
    is auto, metric or us.
    """
    result: ImportResult | None = None
    try:
        with transaction.atomic():
            result = _import(path, source=source, crs=crs, units=units, progress=progress)
            if dry_run:
                raise _OnlyTried
            if result.new or result.changed:
                find_districts()
            counts = {"source": source, **result.counts}
            record("trees.imported", connection.tenant, by=by, changes=counts)  # type: ignore[attr-defined]  # set by the middleware
            if result.new or result.changed:
                publish_all(by=by)
    except _OnlyTried:
        pass
    assert result is not None
    return result


def _import(path: Path, *, source: str, crs: str, units: str, progress: Progress | None) -> ImportResult:
    read, problems = stage_table(open_table(path), crs=crs, units=units, progress=progress)
    if len(problems) == read and {problem.reason for problem in problems} == {Reason.OUT_OF_WORLD}:
        raise UnreadableFile(
            _(
                "The positions are not in degrees. Name their coordinate system; "
                "of Greek surveys it is mostly EPSG:2100."
            )
        )
    problems += merging.set_aside_repeated_rows()
    merging.compare_with_register(source)
    new_species = merging.add_unknown_species()
    merging.find_species()
    merging.write_sites(source)
    problems += merging.find_contradictions(source)
    merging.write_trees(source)
    counts = merging.count_rows()
    return ImportResult(
        read=read,
        trees=counts["tree"],
        vacant=counts["vacant"],
        stumps=counts["stump"],
        new=counts["new"],
        changed=counts["changed"],
        same=counts["same"],
        new_species=new_species,
        problems=problems,
    )


def begin_import(
    file: UploadedFile[Any],
    *,
    source: str,
    by: Person,
    crs: str = "",
    units: str = "auto",
    dry_run: bool = False,
) -> TreeImport:
    """Keeps an uploaded file in private storage until it is read; the report will be in the person's
    language."""
    name = Path(file.name or "").name
    return TreeImport.objects.create(
        file=file,
        file_name=name[:200],
        source=source,
        crs=crs,
        units=units,
        dry_run=dry_run,
        language=translation.get_language() or "",
        by_id=by.pk if by is not None else None,
    )


def run_import(number: int) -> TreeImport:
    """Reads the file of a TreeImport and keeps what came of it. Safe to call again: a finished one stays
    as it is."""
    with transaction.atomic():
        waiting = TreeImport.objects.select_for_update(of=("self",)).select_related("by").get(pk=number)
        if waiting.state in (ImportState.DONE, ImportState.REFUSED):
            return waiting
        waiting.state = ImportState.RUNNING
        waiting.save(update_fields=["state"])
    with translation.override(waiting.language or translation.get_language()):
        try:
            result = _read_kept_file(waiting)
        except UnreadableFile as refusal:
            return _finish(waiting, ImportState.REFUSED, refusal=str(refusal))
        return _finish(waiting, ImportState.DONE, result=result)


def _read_kept_file(waiting: TreeImport) -> ImportResult:
    # The storage need not be this machine's disk, and GDAL wants a path.
    with TemporaryDirectory() as folder:
        path = Path(folder) / "upload"
        with waiting.file.open("rb") as stored, path.open("wb") as copy:
            for block in stored.chunks():
                copy.write(block)
        return import_trees(
            path,
            source=waiting.source,
            crs=waiting.crs,
            units=waiting.units,
            dry_run=waiting.dry_run,
            by=waiting.by,
        )


def _finish(
    waiting: TreeImport, state: ImportState, *, refusal: str = "", result: ImportResult | None = None
) -> TreeImport:
    with transaction.atomic():
        waiting.state = state
        waiting.refusal = refusal
        waiting.finished_at = timezone.now()
        if result is not None:
            waiting.counts = result.counts
            if result.problems:
                report = write_report(result.problems, waiting.language or "en")
                waiting.report.save(f"import-{waiting.pk}.csv", ContentFile(report), save=False)
        waiting.save()
    waiting.file.delete(save=True)
    return waiting
