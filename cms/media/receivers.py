"""What follows when a film or its captions change."""

from __future__ import annotations

from functools import partial
from typing import Any

from django.db import transaction
from django.db.models.signals import post_delete, post_save
from django.dispatch import receiver

from cms.media.models import Video, VideoCaptions
from cms.municipalities.actions import forget_public_pages


@receiver([post_save, post_delete], sender=Video)
@receiver([post_save, post_delete], sender=VideoCaptions)
def forget_pages_with_films(**_kwargs: Any) -> None:
    """Pages show them."""
    forget_public_pages()


@receiver(post_delete, sender=Video)
@receiver(post_delete, sender=VideoCaptions)
def remove_file(instance: Video | VideoCaptions, **_kwargs: Any) -> None:
    """The file goes with its row, once that is certain."""
    name = instance.file.name
    if name:
        transaction.on_commit(partial(instance.file.storage.delete, name))
