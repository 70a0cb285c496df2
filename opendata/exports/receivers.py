"""A publication orders new files: at once those of a table that an editor publishes, after its interval those of a
register that is edited all day. What became private takes the standing ones away.
"""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_save

from opendata.catalog.models import Dataset
from opendata.exports.actions import order_files, remove_files
from opendata.exports.policy import is_published_whole
from opendata.tables.models import Collection, Revision
from opendata.tables.signals import taken_back


def connect() -> None:
    """Called once, when the app is ready."""
    post_save.connect(_revision_made, sender=Revision, dispatch_uid="exports-of-a-revision")
    post_save.connect(_dataset_saved, sender=Dataset, dispatch_uid="exports-of-a-dataset")
    taken_back.connect(_rows_taken_back, dispatch_uid="exports-taken-back")


def _revision_made(instance: Revision, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """In the transaction that publishes: an undone one takes the order along."""
    if created and not raw:
        order_files(instance.collection_id, at_once=is_published_whole(instance.collection))


def _dataset_saved(instance: Dataset, created: bool, raw: bool = False, **_kwargs: Any) -> None:
    """A dataset that is opened to everybody may have no files yet."""
    if created or raw or not instance.published:
        return
    collection = Collection.objects.select_related("dataset").filter(dataset=instance).first()
    if collection is not None and not collection.exports.filter(revision=collection.revision).exists():
        order_files(collection.pk, at_once=is_published_whole(collection))


def _rows_taken_back(collection: Collection, **_signal: Any) -> None:
    remove_files(collection)
