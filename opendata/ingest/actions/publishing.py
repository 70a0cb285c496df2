"""From staged rows to the shelf: the whole of it in one transaction, or nothing."""

from __future__ import annotations

import logging

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from cms.audit.actions import record
from cms.municipalities.actions import forget_public_pages
from opendata.catalog.models import Dataset
from opendata.ingest.actions.announcing import announce_changes
from opendata.ingest.actions.cancelling import settle
from opendata.ingest.actions.deciding import check_columns
from opendata.ingest.actions.inspecting import can_be_compared, end, keep_report
from opendata.ingest.actions.moving import held, move
from opendata.ingest.actions.staging import definition_of, stage
from opendata.ingest.actions.watching import Watch
from opendata.ingest.choices import Doing, UploadState
from opendata.ingest.codes import Refusal
from opendata.ingest.errors import FileRefused, ReadingCancelled, UploadRefused
from opendata.ingest.matching import made_private, match_columns
from opendata.ingest.models import StandingDecisions, Upload
from opendata.ingest.naming import NAME, is_taken
from opendata.ingest.noticing import notices_of_uploads
from opendata.ingest.refusals import kept
from opendata.ingest.rules import Person
from opendata.tables.actions import announce, publish_table
from opendata.tables.forgetting import take_back_history
from opendata.tables.models import Collection
from opendata.tables.reading import Announcement

log = logging.getLogger(__name__)


@transaction.atomic
def request_publication(upload: Upload, *, by: Person) -> Upload:
    """Hands an upload to the worker to be published; the caller enqueues the task.

    Raises UploadRefused, with the input's name where there is one, for what is not decided yet; of a newer
    state, when the difference was not made with the present decisions.
    """
    upload = held(upload.pk)
    check_complete(upload)
    move(upload, UploadState.PUBLISHING)
    upload.progress, upload.doing, upload.refusal = 0, Doing.WAITING, ""
    upload.published_by_id = by.pk if by is not None else None
    upload.save()
    return upload


def check_complete(upload: Upload) -> None:
    """UploadRefused names what is missing before rows can be published."""
    check_columns(upload.decided)
    if not can_be_compared(upload):
        raise UploadRefused(_("Choose the coordinate system of the positions."), "epsg")
    if upload.is_new_state:
        waiting = [field for field in match_columns(upload).gone if field.name not in upload.farewells]
        if waiting:
            raise UploadRefused(
                _("Say what becomes of the column “%s”, which the file no longer has.") % waiting[0].name,
                f"farewell-{waiting[0].name}",
            )
        if not upload.is_compared:
            raise UploadRefused(_("Look at the difference first: it was not made with these decisions."))
        return
    if not any(upload.titles.values()):
        raise UploadRefused(_("Give the dataset a title."), "titles")
    if upload.licence is None:
        raise UploadRefused(_("Choose the licence."), "licence")
    if not NAME.match(upload.name):
        raise UploadRefused(
            _("The name has only the letters a-z, digits and -, and begins with a letter."), "name"
        )
    if is_taken(upload.name, by_upload=upload.pk):
        raise UploadRefused(_("Another dataset has this name."), "name")


def publish_upload(number: int) -> Upload:
    """Publishes an upload that was handed over. Whoever calls holds `at_work`. Safe to run again.

    A refusal leads back to the review page; nothing was published then.
    """
    upload: Upload = Upload.objects.with_people().get(pk=number)
    if upload.state != UploadState.PUBLISHING:
        return upload
    with translation.override(upload.language or translation.get_language()):
        try:
            return _staged_and_shelved(upload)
        except FileRefused as refused:
            return back(number, kept(refused))
        except UploadRefused as refused:
            return back(number, str(refused))
        except ReadingCancelled:
            return end(number, UploadState.CANCELLED)
        except Exception:  # the editor is told in words, the operator in the log
            log.exception("Upload %s could not be published.", number)
            return end(number, UploadState.FAILED, kept(FileRefused(Refusal.WENT_WRONG)))


def _staged_and_shelved(upload: Upload) -> Upload:
    with Watch(upload, 0, 80) as watch:
        report = stage(upload, watch)
        if not report.kept:
            raise FileRefused(Refusal.NOTHING_TAKEN)
        watch.tell(Doing.SHELVING, 1.0)
    return _shelve(upload.pk)


@transaction.atomic
def _shelve(number: int) -> Upload:
    upload = held(number)
    if upload.cancel_wanted:
        raise ReadingCancelled
    report = upload.load_report
    assert report is not None
    by = upload.published_by
    match, hidden = match_columns(upload), made_private(upload)
    publish_table(definition_of(upload, report), upload.staging, by=by)
    collection = Collection.objects.select_related("dataset").get(dataset__name=_name_of(upload))
    _describe(upload, collection.dataset)
    StandingDecisions.objects.update_or_create(
        dataset=collection.dataset, defaults={"decisions": upload.decisions}
    )
    announce_changes(upload, match, collection)
    announce(
        collection.name,
        [
            Announcement(notice.column, notice.announced_at, notice.sunset_at)
            for notice in notices_of_uploads(collection.name)
        ],
    )
    if hidden:
        take_back_history(collection.name, by=by)
    upload.dataset, upload.revision = collection.dataset, collection.revision
    move(upload, UploadState.PUBLISHED)
    upload.progress, upload.doing = 100, Doing.DONE
    keep_report(upload)
    settle(upload)
    record("published", upload, by=by, changes={"revision": upload.revision, "rows": report.kept})
    forget_public_pages()
    return upload


def _name_of(upload: Upload) -> str:
    return upload.dataset.name if upload.dataset is not None else upload.name


def _describe(upload: Upload, dataset: Dataset) -> None:
    """What publish_table() does not know of a new dataset; a standing one is marked as changed."""
    if upload.is_new_state:
        Dataset.objects.filter(pk=dataset.pk).update(modified=timezone.now())
        return
    dataset.contact = upload.contact
    dataset.save(update_fields=["contact", "modified"])


@transaction.atomic
def back(number: int, refusal: str) -> Upload:
    """To the review page, with the reason and the problems that the rows had."""
    upload = held(number)
    move(upload, UploadState.INSPECTED)
    upload.refusal, upload.doing = refusal, Doing.DONE
    keep_report(upload)
    upload.save()
    return upload
