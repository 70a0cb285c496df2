"""What the catalogue tells of a dataset and does not keep in the dataset's own row: its entry has changed then too."""

from __future__ import annotations

from typing import Any

from django.db.models.signals import m2m_changed, post_save

from cms.accounts.models import Department
from opendata.catalog.models import Dataset

AFTER = {"post_add", "post_remove", "post_clear"}


def entry_changed(instance: Any, action: str, **_kwargs: Any) -> None:
    """Subjects came or went."""
    if action in AFTER and isinstance(instance, Dataset):
        instance.save(update_fields=["modified"])


def contact_changed(instance: Department, created: bool, **_kwargs: Any) -> None:
    """The department that answers has another name or can be reached elsewhere."""
    if not created:
        for dataset in Dataset.objects.filter(contact=instance):
            dataset.save(update_fields=["modified"])


def connect() -> None:
    """Called once, while the apps start."""
    m2m_changed.connect(entry_changed, sender=Dataset.themes.through, dispatch_uid="a dataset's subjects")
    post_save.connect(contact_changed, sender=Department, dispatch_uid="datasets of a department")
