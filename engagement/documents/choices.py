"""Words of documents, and the table of allowed moves."""

from __future__ import annotations

from django.db.models import TextChoices
from django.utils.translation import gettext_lazy as _


class DocumentKind(TextChoices):
    """What is issued."""

    CERTIFICATE = "certificate", _("certificate")
    PERMIT = "permit", _("permit")
    DECISION = "decision", _("decision")
    RECEIPT = "receipt", _("receipt")


class Stage(TextChoices):
    """How far the worker has come with it."""

    WAITING = "waiting", _("waiting for its seal")
    SEALED = "sealed", _("sealed")
    DELIVERED = "delivered", _("delivered")
    FAILED = "failed", _("failed")
    DROPPED = "dropped", _("not issued")


# Stage -> where it may go. A document that was sealed is never sealed again.
STAGE_MOVES: dict[str, frozenset[str]] = {
    Stage.WAITING: frozenset({Stage.SEALED, Stage.FAILED, Stage.DROPPED}),
    Stage.FAILED: frozenset({Stage.WAITING, Stage.DROPPED}),
    Stage.SEALED: frozenset({Stage.DELIVERED}),
    Stage.DELIVERED: frozenset(),
    Stage.DROPPED: frozenset(),
}


class Standing(TextChoices):
    """Whether it still counts. That its time is over follows from its date."""

    VALID = "valid", _("valid")
    REVOKED = "revoked", _("revoked")
    SUPERSEDED = "superseded", _("replaced")


class Answer(TextChoices):
    """What the verify page says."""

    GENUINE = "genuine", _("Genuine and valid")
    ALTERED = "altered", _("Altered")
    REVOKED = "revoked", _("Genuine, but revoked")
    SUPERSEDED = "superseded", _("Genuine, but replaced by a newer document")
    EXPIRED = "expired", _("Genuine, but no longer valid: its time is over")
    NOT_YET = "not_yet", _("Genuine, but not valid yet")
    UNKNOWN = "unknown", _("Unknown")
