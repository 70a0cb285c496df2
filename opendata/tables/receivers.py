"""What is remembered of a collection is untrue once it, or its entry in the catalogue, changed. Words want an index."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from opendata.catalog.models import Dataset
from opendata.tables.models import Collection
from opendata.tables.reading import forget_facts
from opendata.tables.shelf.words import wants_index
from opendata.tables.tasks import index_words_soon


@receiver(post_save, sender=Collection)
@receiver(post_delete, sender=Collection)
@receiver(post_save, sender=Dataset)
@receiver(post_delete, sender=Dataset)
def forget(**_signal: Any) -> None:
    """At the commit, and in all processes."""
    forget_facts()


@receiver(post_save, sender=Collection)
def index_words_after_publication(instance: Collection, **_signal: Any) -> None:
    """A whole publication leaves a new table without the index."""
    if wants_index(instance.columns, instance.row_count):
        transaction.on_commit(partial(index_words_soon, instance.name))
