"""Questions to the catalogue."""

from __future__ import annotations

from typing import Any, Self

from django.db import models
from django.db.models import F, Value

from cms.kit.folding import Folded, Joined, all_languages, words_of


class DatasetQuerySet(models.QuerySet[Any]):
    """Chainable reads of datasets."""

    def published(self) -> Self:
        """Those that everybody may see."""
        return self.filter(published=True)

    def with_terms(self) -> Self:
        """With licence, contact and themes, in two queries whatever their number."""
        return self.select_related("licence", "contact").prefetch_related("themes")

    def matching(self, asked: str) -> Self:
        """Those whose titles or name in addresses hold every word, whatever its accents and case."""
        text = Joined(F("name"), Value(" "), all_languages("titles"))
        found = self.alias(folded=Folded(text))
        for word in words_of(asked):
            found = found.filter(folded__contains=word)
        return found
