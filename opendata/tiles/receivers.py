"""A publication is followed by the tiles it made untrue."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_save
from django.dispatch import receiver

from opendata.catalog.models import Dataset
from opendata.tables.models import Collection
from opendata.tiles import baked
from opendata.tiles.tasks import bake_soon


@receiver(post_save, sender=Collection)
def bake_after_publication(instance: Collection, **_signal: Any) -> None:
    """Small collections have no dense tile."""
    if instance.has_geometry and instance.row_count >= baked.DENSE:
        transaction.on_commit(partial(bake_soon, instance.name))


@receiver(post_save, sender=Dataset)
def bake_after_opening(instance: Dataset, **_signal: Any) -> None:
    """Its tiles are not made while a dataset is withdrawn."""
    collection = Collection.objects.filter(dataset=instance).first()
    if instance.published and collection is not None:
        bake_after_publication(collection)
