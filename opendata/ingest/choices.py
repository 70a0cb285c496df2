"""The life of an uploaded file, and of a column that leaves: tables of allowed moves and words for them."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class UploadState(TextChoices):
    """Where a file stands on its way from the editor's desk to the shelf."""

    RECEIVED = "received", _("received")
    INSPECTING = "inspecting", _("being read")
    INSPECTED = "inspected", _("waits for your decision")
    PUBLISHING = "publishing", _("being published")
    PUBLISHED = "published", _("published")
    REFUSED = "refused", _("refused")
    CANCELLED = "cancelled", _("cancelled")
    FAILED = "failed", _("failed")


S = UploadState
# The only moves there are. A worker that takes up what a killed one left stays in the same state.
MOVES: dict[UploadState, frozenset[UploadState]] = {
    S.RECEIVED: frozenset({S.INSPECTING, S.CANCELLED}),
    S.INSPECTING: frozenset({S.INSPECTING, S.INSPECTED, S.REFUSED, S.CANCELLED, S.FAILED}),
    S.INSPECTED: frozenset({S.INSPECTING, S.PUBLISHING, S.CANCELLED}),
    S.PUBLISHING: frozenset({S.PUBLISHING, S.PUBLISHED, S.INSPECTED, S.CANCELLED, S.FAILED}),
    S.FAILED: frozenset({S.INSPECTING, S.CANCELLED}),
    S.PUBLISHED: frozenset(),
    S.REFUSED: frozenset(),
    S.CANCELLED: frozenset(),
}
# A worker has it in hand, or is about to.
WORKING = (S.RECEIVED, S.INSPECTING, S.PUBLISHING)
# Nothing can happen to it any more: its file may go.
SETTLED = (S.PUBLISHED, S.REFUSED, S.CANCELLED)


class Doing(TextChoices):
    """What the worker does at the moment, in words beside the progress bar."""

    WAITING = "waiting", _("Waits for its turn")
    READING = "reading", _("Reading the file")
    LOADING = "loading", _("Writing down the rows")
    COMPARING = "comparing", _("Comparing with the published rows")
    SHELVING = "shelving", _("Publishing")
    DONE = "done", _("Done")


class Farewell(TextChoices):
    """What becomes of a published column that a newer file no longer has."""

    KEEP = "keep", _("keep it, empty, and announce that it will go")
    DROP = "drop", _("drop it now")


class ChangeKind(TextChoices):
    """A change of columns that breaks programs which read them."""

    LEAVING = "leaving", _("leaves on a day that is announced")
    DROPPED = "dropped", _("dropped")
    RETYPED = "retyped", _("of another type")
