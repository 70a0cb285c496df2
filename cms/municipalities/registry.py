"""What higher rooms add to a municipality."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from cms.kit.registry import Registry
from cms.municipalities.models import Municipality

# Called in order, inside the new municipality's schema, when it is made. Each must be safe to run again.
provisioners: Registry[Callable[[Municipality], None]] = Registry("provisioners")

# Done each night in every municipality's schema, in order; each says in a few words what it did. Safe to repeat.
chores: Registry[Callable[[], str]] = Registry("chores")

# When public pages will look different although nobody changes anything (an alert begins or ends): each gives its
# next moment, or None. Kept pages live until then at the longest. Asked whenever a page is kept, so it must be quick.
turning_points: Registry[Callable[[], datetime | None]] = Registry("turning points")

# Done every minute in every municipality's schema, in order; each says in a few words what it did, nothing when there
# was nothing to do. Short, and safe to repeat: what takes longer than a moment enqueues a task of its own.
rounds: Registry[Callable[[], str]] = Registry("rounds")
