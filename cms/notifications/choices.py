"""States of a piece of mail."""

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class MailState(TextChoices):
    """Waiting until the first attempt succeeds or the last one fails; what was sent may come back."""

    WAITING = "waiting", _("Waiting")
    SENT = "sent", _("Sent")
    FAILED = "failed", _("Not delivered")
    BOUNCED = "bounced", _("Came back")


class CodeOutcome(TextChoices):
    """What became of a code: asked for, or typed."""

    SENT = "sent", _("sent")
    TOO_SOON = "too_soon", _("one was sent a moment ago")
    TOO_MANY = "too_many", _("too many were sent")
    CONFIRMED = "confirmed", _("confirmed")
    WRONG = "wrong", _("wrong")
    EXPIRED = "expired", _("expired or never sent")
    SPENT = "spent", _("tried too often")
