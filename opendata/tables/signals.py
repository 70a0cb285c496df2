"""What the shelf tells the rooms above."""

from __future__ import annotations

from django.dispatch import Signal

# Something that programs count on goes, or is announced to go. Sent in the transaction of the change, so that nothing
# is told of what did not happen. Arguments: collection (Collection), change (breaking.Breaking).
broken = Signal()
