"""Reads of services."""

from __future__ import annotations

from typing import Any, Self

from django.db import models


class ServiceQuerySet(models.QuerySet[Any]):
    """Services."""

    def offered(self) -> Self:
        """Those that can be asked for online."""
        return self.filter(is_offered=True, current__isnull=False)

    def at(self, language: str, slug: str) -> Self:
        """The service at an address, old or new."""
        return self.filter(addresses__language=language, addresses__slug=slug)
