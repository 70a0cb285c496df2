"""Reads of drafts and submissions."""

from __future__ import annotations

from datetime import datetime
from typing import Any, Self

from django.db import models

from engagement.intake.choices import DraftState


class DraftQuerySet(models.QuerySet[Any]):
    """Drafts."""

    def open(self) -> Self:
        """Those that can be gone on with."""
        return self.filter(state=DraftState.OPEN)

    def of(self, user: Any) -> Self:
        """Those of an account."""
        return self.filter(owner=user) if user.is_authenticated else self.none()

    def with_form(self) -> Self:
        """With version and owner. The definition stays where it is: a process reads it once (FormVersion.form)."""
        return self.select_related("version", "owner").defer("version__definition")

    def locked(self) -> Self:
        """Held until the transaction ends: the drafts alone, not the version that everybody else fills in too."""
        return self.with_form().select_for_update(of=("self",))

    def due_before(self, moment: datetime) -> Self:
        """Open ones that are kept no longer."""
        return self.open().filter(expires_at__lt=moment)


class SubmissionQuerySet(models.QuerySet[Any]):
    """Submissions."""

    def of_person(self, digest: str) -> Self:
        """Those of one person, by keyed hash; none where nobody knows who it was."""
        return self.filter(person_digest=digest) if digest else self.none()
