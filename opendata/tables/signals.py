"""What the shelf tells the rooms above."""

from __future__ import annotations

from django.dispatch import Signal

# Something that programs count on goes, or is announced to go. Sent in the transaction of the change, so that nothing
# is told of what did not happen. Arguments: collection (Collection), change (breaking.Breaking).
broken = Signal()

# No earlier state may be read any more, because it holds what is private now: whoever keeps copies of rows lets go of
# all of them. Sent in the transaction of the change. Arguments: collection (Collection).
taken_back = Signal()
