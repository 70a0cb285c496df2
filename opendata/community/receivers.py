"""What happens to datasets is noted for those who follow them."""

from __future__ import annotations

from typing import Any

from opendata.catalog.models import Dataset
from opendata.catalog.signals import withdrawn
from opendata.community.subscribing import note_columns, note_withdrawal
from opendata.tables.breaking import Breaking
from opendata.tables.models import Collection
from opendata.tables.signals import broken


def connect() -> None:
    """Called once, while the apps start."""
    broken.connect(_broken, dispatch_uid="subscribers-of-a-collection")
    withdrawn.connect(_withdrawn, dispatch_uid="subscribers-of-a-dataset")


def _broken(collection: Collection, change: Breaking, **_signal: Any) -> None:
    note_columns(collection.dataset, change)


def _withdrawn(dataset: Dataset, **_signal: Any) -> None:
    note_withdrawal(dataset)
