"""Asking for files."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from django.db import models
from django.db.models import Q

from cms.files.choices import UNDECIDED, FileState
from cms.files.owners import Owner

if TYPE_CHECKING:
    from cms.files.models import PrivateFile  # noqa: F401 (named in quotes below)


class PrivateFileQuerySet(models.QuerySet["PrivateFile"]):
    """Adjectives of files."""

    def owned_by(self, by: Owner) -> PrivateFileQuerySet:
        """Of one person, code or session."""
        whose = Q(pk__in=[])
        if by.user is not None:
            whose |= Q(owner=by.user)
        if by.token:
            whose |= Q(owner_digest=by.digest)
        return self.filter(whose)

    def unclaimed(self) -> PrivateFileQuerySet:
        """No form has taken them."""
        return self.filter(claimed_at=None)

    def clean(self) -> PrivateFileQuerySet:
        """The scanner found nothing."""
        return self.filter(state=FileState.CLEAN)

    def overdue(self, moment: datetime) -> PrivateFileQuerySet:
        """Their next scan should have been before a moment: its task got lost."""
        return self.filter(state__in=UNDECIDED, next_scan_at__lt=moment)

    def orphaned(self, moment: datetime) -> PrivateFileQuerySet:
        """No form took them in the time they were kept for."""
        return self.unclaimed().filter(kept_until__lt=moment)
