"""However a row goes (an action, a cascade, an erased town), its bytes go after the commit."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete
from django.dispatch import receiver

from cms.files.models import PrivateFile


@receiver(post_delete, sender=PrivateFile)
def remove_bytes(instance: PrivateFile, **_kwargs: Any) -> None:
    """Nothing to do for an infected one: its bytes went before."""
    name, storage = instance.file.name, instance.file.storage
    if name:
        transaction.on_commit(lambda: storage.delete(name))
