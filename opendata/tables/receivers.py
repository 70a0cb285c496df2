"""What is remembered of a collection is untrue once it, or its entry in the catalogue, changed."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from opendata.catalog.models import Dataset
from opendata.tables.models import Collection
from opendata.tables.reading import forget_facts


@receiver(post_save, sender=Collection)
@receiver(post_delete, sender=Collection)
@receiver(post_save, sender=Dataset)
@receiver(post_delete, sender=Dataset)
def forget(**_signal: Any) -> None:
    """At the commit, and in all processes."""
    forget_facts()
