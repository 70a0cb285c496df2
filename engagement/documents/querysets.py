"""Reads of templates and documents."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from typing import Any, Self

from django.db import models
from django.db.models import ExpressionWrapper, F, Q

from engagement.documents.choices import Stage, Standing
from engagement.intake.references import tidy_code

SEALED = (Stage.SEALED, Stage.DELIVERED)
GROUP = 4


def spelled(typed: str) -> str:
    """A code as it is kept, however it was typed: groups of four with dashes."""
    letters = tidy_code(typed)
    return "-".join(letters[start : start + GROUP] for start in range(0, len(letters), GROUP))


class TemplateQuerySet(models.QuerySet[Any]):
    """Templates of documents."""

    def for_decision(self, service_id: int, outcome: str, chosen: Collection[int] = ()) -> Self:
        """Published ones for a service and outcome: chosen ones first, then those of the service itself, then general
        ones. What was chosen and is not in use any more gives way.
        """
        is_chosen = Q(pk__in=chosen)
        return (
            self.filter(
                is_chosen | Q(service_id=service_id) | Q(service_id=None), outcome=outcome, is_active=True
            )
            .exclude(current=None)
            .select_related("current")
            .annotate(is_chosen=ExpressionWrapper(is_chosen, models.BooleanField()))
            .order_by("-is_chosen", F("service_id").asc(nulls_last=True), "pk")
        )


class DocumentQuerySet(models.QuerySet[Any]):
    """Issued documents."""

    def sealed(self) -> Self:
        """Those that exist for the world."""
        return self.filter(stage__in=SEALED)

    def in_force(self) -> Self:
        """Sealed, neither revoked nor replaced."""
        return self.sealed().filter(standing=Standing.VALID)

    def on_its_way(self) -> Self:
        """Those with which the worker has not finished."""
        return self.filter(stage__in=(Stage.WAITING, Stage.SEALED))

    def overdue(self, moment: datetime) -> Self:
        """Those whose next attempt was due before a moment: their task got lost."""
        return self.on_its_way().filter(next_attempt_at__lt=moment)

    def at(self, code: str) -> Self:
        """The sealed document of a code, as somebody typed it."""
        known = spelled(code)
        return self.sealed().filter(code=known) if known else self.none()

    def with_names(self) -> Self:
        """With what a page shows beside it."""
        return self.select_related("case__service", "version", "template")
