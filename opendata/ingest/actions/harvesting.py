"""Fetching a dataset's rows from an address of somebody else. What comes goes the way of an uploaded file."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from django.core.files.base import File
from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.audit.actions import record
from opendata.catalog.models import Dataset
from opendata.ingest.actions.cancelling import cancel_upload
from opendata.ingest.actions.publishing import request_publication
from opendata.ingest.actions.receiving import receive_upload
from opendata.ingest.actions.working import work_on_upload
from opendata.ingest.choices import Farewell, UploadState
from opendata.ingest.errors import AddressRefused, FetchFailed, UploadRefused
from opendata.ingest.fetching.addresses import check_address
from opendata.ingest.fetching.download import Fetched, download
from opendata.ingest.matching import match_columns
from opendata.ingest.models import Harvest, Upload
from opendata.ingest.rules import Person
from opendata.tables.registry import collections

log = logging.getLogger(__name__)
# A file that would remove a larger share of the rows is rather a mistake of its sender.
MOST_REMOVED = 0.5


@transaction.atomic
def set_harvest(
    *,
    dataset: Dataset,
    source: str,
    every_hours: int,
    active: bool,
    by: Person,
    harvest: Harvest | None = None,
) -> Harvest:
    """Makes a harvest or changes it; its first fetch is due at once.

    Raises AddressRefused for an address that this installation does not fetch from, UploadRefused for the
    dataset of a register.
    """
    if dataset.name in collections:
        raise UploadRefused(
            _("The rows of this dataset come from a register of the portal, not from a file."), "dataset"
        )
    check_address(source)
    kept = harvest or Harvest()
    if kept.source != source:
        kept.etag = kept.last_modified = kept.sha256 = ""
    kept.dataset, kept.source, kept.every_hours, kept.active = dataset, source, every_hours, active
    kept.language = translation.get_language() or ""
    kept.next_at = timezone.now()
    kept.save()
    changes = {"source": source, "every_hours": every_hours, "active": active}
    record("changed" if harvest else "created", kept, by=by, changes=changes)
    return kept


@transaction.atomic
def remove_harvest(harvest: Harvest, *, by: Person) -> None:
    """The dataset stays as it is."""
    record("deleted", harvest, by=by, changes={"source": harvest.source})
    harvest.delete()


def run_harvest(number: int) -> Harvest:
    """Fetches once and says what came of it; the next time is set first, so that a killed worker tries again then."""
    with transaction.atomic():
        harvest: Harvest = Harvest.objects.select_for_update(of=("self",)).get(pk=number)
        if not harvest.active:
            return harvest
        harvest.last_at = timezone.now()
        harvest.next_at = harvest.last_at + harvest.interval
        harvest.save(update_fields=["last_at", "next_at"])
    with translation.override(harvest.language or translation.get_language()):
        try:
            outcome, trouble = _fetch(harvest)
        except (AddressRefused, FetchFailed, UploadRefused) as refused:
            outcome, trouble = str(refused), True
        except Exception:  # the data steward is told in words, the operator in the log
            log.exception("Harvest %s failed.", number)
            outcome, trouble = _("Something went wrong here; the next try follows on time."), True
    harvest.outcome, harvest.trouble = outcome, trouble
    harvest.save(update_fields=["outcome", "trouble", "etag", "last_modified", "sha256"])
    return harvest


def _fetch(harvest: Harvest) -> tuple[str, bool]:
    waiting = harvest.uploads.waiting_for_a_person().first()
    if waiting is not None:
        return _("An earlier file waits for your decision; nothing was fetched."), True
    with TemporaryDirectory() as folder:
        target = Path(folder) / "fetched"
        fetched = download(harvest.source, target, etag=harvest.etag, last_modified=harvest.last_modified)
        if fetched.unchanged or fetched.sha256 == harvest.sha256:
            _remember(harvest, fetched)
            return _("Nothing new there."), False
        with target.open("rb") as stream:
            upload = receive_upload(
                File(stream, name=fetched.name),
                by=None,
                dataset=harvest.dataset,
                harvest=harvest,
                language=harvest.language,
            )
    outcome = _bring_in(upload)
    upload.refresh_from_db(fields=["state"])
    # What failed here, not in the file, is fetched again.
    if upload.state != UploadState.FAILED:
        _remember(harvest, fetched)
    return outcome


def _remember(harvest: Harvest, fetched: Fetched) -> None:
    if fetched.unchanged:
        return
    harvest.etag, harvest.last_modified = fetched.etag, fetched.last_modified
    harvest.sha256 = fetched.sha256


def _bring_in(upload: Upload) -> tuple[str, bool]:
    """Reads and publishes what was fetched, unless a person should look at it first."""
    read = work_on_upload(upload.pk)
    if read is None or read.state != UploadState.INSPECTED:
        return (read.why_refused if read else "") or _("The file could not be read."), True
    reason = reason_to_wait(read)
    if reason:
        return reason, True
    if not any(read.comparison.get(kind) for kind in ("added", "changed", "removed")):
        return _unchanged(read)
    try:
        request_publication(read, by=None)
    except UploadRefused as refused:
        return _("It waits for your decision: %s") % refused, True
    published = work_on_upload(read.pk)
    if published is None or published.state != UploadState.PUBLISHED:
        return (published.why_refused if published else "") or _("The file could not be published."), True
    return _said(published.comparison), False


def _unchanged(upload: Upload) -> tuple[str, bool]:
    cancel_upload(upload, by=None)
    return _("The same rows as before."), False


def reason_to_wait(upload: Upload) -> str:
    """Why a person must decide before what was fetched replaces anything; empty when nothing speaks against it."""
    for applies, sentence in _REASONS.items():
        if applies(upload):
            return sentence()
    return ""


def _breaks(upload: Upload) -> bool:
    match = match_columns(upload)
    announced = {key for key, farewell in upload.farewells.items() if farewell in Farewell.values}
    return bool(match.retyped) or any(field.name not in announced for field in match.gone)


def _empties(upload: Upload) -> bool:
    collection = getattr(upload.dataset, "collection", None)
    before = collection.row_count if collection else 0
    return bool(before) and upload.comparison.get("removed", 0) > before * MOST_REMOVED


_REASONS: Mapping[Callable[[Upload], bool], Callable[[], str]] = {
    lambda upload: not upload.comparison: lambda: _("The file differs from the last one: look at it first."),
    _breaks: lambda: _("Published columns are missing or of another type: it waits for your decision."),
    _empties: lambda: _("More than half of the rows would go: it waits for your decision."),
}


def _said(comparison: Mapping[str, Any]) -> str:
    return _("Published: %(added)s new, %(changed)s changed, %(removed)s removed.") % comparison
