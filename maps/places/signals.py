"""What happens to places, told to the rooms above after the commit."""

from __future__ import annotations

from django.dispatch import Signal

# The districts were loaded anew: whoever keeps a district by position computes it again. Arguments: by
# (User or None).
districts_changed = Signal()
