"""Words of forms: how private an answer is, what a draft can become."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class Privacy(TextChoices):
    """How an answer is handled: shown to whom, kept for how long, left out of which exports."""

    OPEN = "open", _("says nothing about a person")
    PERSONAL = "personal", _("personal")
    SENSITIVE = "sensitive", _("sensitive: health, belief, offences, a minor")


class DraftState(TextChoices):
    """What became of a draft."""

    OPEN = "open", _("being filled in")
    SENT = "sent", _("sent")
    EXPIRED = "expired", _("expired")
    DISCARDED = "discarded", _("discarded")


DRAFT_MOVES: dict[str, frozenset[str]] = {
    DraftState.OPEN: frozenset({DraftState.SENT, DraftState.EXPIRED, DraftState.DISCARDED}),
    DraftState.SENT: frozenset(),
    DraftState.EXPIRED: frozenset(),
    DraftState.DISCARDED: frozenset(),
}


class Channel(TextChoices):
    """How the answers reached the town hall."""

    ONLINE = "online", _("online")
    COUNTER = "counter", _("at the counter")
    PHONE = "phone", _("by phone")
