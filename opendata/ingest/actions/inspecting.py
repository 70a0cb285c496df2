"""Reading a file to the end and saying what it is."""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import Any

from django.core.files.base import ContentFile
from django.db import transaction
from django.utils import translation

from cms.kit.schemas import town_connection
from cms.municipalities.models import Municipality
from opendata.ingest.actions.announcing import due_farewells
from opendata.ingest.actions.cancelling import settle
from opendata.ingest.actions.moving import held, move, on_disk
from opendata.ingest.actions.staging import compare
from opendata.ingest.actions.watching import Watch
from opendata.ingest.choices import Doing, UploadState
from opendata.ingest.codes import Refusal
from opendata.ingest.contract import Decisions, Findings
from opendata.ingest.errors import FileRefused, ReadingCancelled
from opendata.ingest.matching import earlier_decisions, first_decisions, places_otherwise
from opendata.ingest.models import Upload
from opendata.ingest.notes import with_open_doubts
from opendata.ingest.reading import inspect_file
from opendata.ingest.refusals import kept
from opendata.ingest.report import write_report

log = logging.getLogger(__name__)


def inspect_upload(number: int) -> Upload:
    """Reads the file; of a newer state, compares its rows too. Whoever calls holds `at_work`. Safe to run again."""
    upload = _begin(number)
    if upload.state != UploadState.INSPECTING:
        return upload
    with translation.override(upload.language or translation.get_language()):
        try:
            _read(upload)
            if upload.is_new_state and can_be_compared(upload):
                with Watch(upload, 50, 100) as watch:
                    compare(upload, watch)
        except FileRefused as refused:
            return end(number, UploadState.REFUSED, kept(refused))
        except ReadingCancelled:
            return end(number, UploadState.CANCELLED)
        except Exception:  # the editor is told in words, the operator in the log
            log.exception("Upload %s could not be read.", number)
            return end(number, UploadState.FAILED, kept(FileRefused(Refusal.WENT_WRONG)))
        return _found(upload)


def _begin(number: int) -> Upload:
    with transaction.atomic():
        upload = held(number)
        if upload.state not in (UploadState.RECEIVED, UploadState.INSPECTING):
            return upload
        if upload.cancel_wanted:
            move(upload, UploadState.CANCELLED)
            settle(upload)
            return upload
        move(upload, UploadState.INSPECTING)
        upload.progress, upload.doing = 0, Doing.READING
        upload.save(update_fields=["state", "progress", "doing"])
        return upload


def _read(upload: Upload) -> None:
    # Asked for a second time with what the editor chose, else as the dataset's last file was read.
    chosen = upload.decided if upload.decisions else None
    earlier = chosen if chosen is not None and chosen.columns else earlier_decisions(upload.dataset)
    asked = chosen or _way_in(earlier)
    said = [one for one in (asked, earlier) if one is not None]
    keep, leave = any(one.keep_totals for one in said), any(one.leave_doubtful for one in said)
    if keep or leave:
        asked = replace(asked or Decisions(), keep_totals=keep, leave_doubtful=leave)
    findings = _inspect(upload, asked)
    decisions = replace(
        first_decisions(findings, earlier),
        keep_totals=keep,
        leave_doubtful=leave,
        total_rows=findings.totals_left_out(keep_totals=keep, leave_doubtful=leave),
    )
    if decisions.position is not None and places_otherwise(decisions.position, findings.position):
        # The file alone does not say where its rows are, the standing dataset does: positions and map are of this.
        findings = _inspect(upload, decisions)
        decisions = replace(decisions, position=findings.position)
    if chosen is not None and chosen.position is not None:
        findings = with_open_doubts(findings, upload.found)
    upload.findings, upload.decisions = findings.to_json(), decisions.to_json()
    upload.farewells = {**due_farewells(upload), **upload.farewells} if upload.is_new_state else {}
    upload.save(update_fields=["findings", "decisions", "farewells"])


def _way_in(earlier: Decisions | None) -> Decisions | None:
    return Decisions(layer=earlier.layer) if earlier is not None and earlier.layer else None


def _inspect(upload: Upload, decisions: Decisions | None) -> Findings:
    town: Any = Municipality.objects.get(pk=town_connection.tenant.pk)

    def read(asked: Decisions | None) -> Findings:
        last = 50 if upload.is_new_state else 100
        with on_disk(upload) as path, Watch(upload, 0, last) as watch:
            return inspect_file(
                path,
                upload.file_name,
                boundary=town.boundary,
                decisions=asked,
                progress=watch,
                cancelled=watch.cancelled,
            )

    try:
        return read(decisions)
    except FileRefused as refused:
        if refused.code is not Refusal.NO_SUCH_LAYER or upload.decisions:
            raise
    # The department calls its sheet by the month: the only or first one is meant.
    return read(replace(decisions, layer="") if decisions is not None else None)


def can_be_compared(upload: Upload) -> bool:
    """Not before somebody has said in which coordinate system the positions are."""
    position = upload.decided.position
    return position is None or not position.columns or position.epsg is not None or bool(position.crs)


def _found(upload: Upload) -> Upload:
    with transaction.atomic():
        standing = held(upload.pk)
        if standing.cancel_wanted:
            move(standing, UploadState.CANCELLED)
            settle(standing)
            return standing
        move(standing, UploadState.INSPECTED)
        standing.progress, standing.doing = 100, Doing.DONE
        keep_report(standing)
        standing.save()
        return standing


def keep_report(upload: Upload) -> None:
    """Writes the report of problems; none where all went well. The caller saves."""
    if upload.report:
        upload.report.delete(save=False)
    if upload.problems:
        content = ContentFile(write_report(upload.problems, upload.language, of_lines=upload.is_of_lines))
        upload.report.save(f"problems-{upload.pk}.csv", content, save=False)


@transaction.atomic
def end(number: int, state: UploadState, refusal: str = "") -> Upload:
    """Refused, cancelled or failed: why, and the file goes unless it may be tried again."""
    upload = held(number)
    move(upload, state)
    upload.refusal, upload.cancel_wanted = refusal, False
    if upload.is_settled:
        settle(upload)
    else:
        upload.save()
    return upload
