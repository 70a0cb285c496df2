"""What the catalogue tells the rooms above."""

from __future__ import annotations

from django.dispatch import Signal

# A dataset is no longer open to everybody. Sent in the transaction of the change. Arguments: dataset.
withdrawn = Signal()
