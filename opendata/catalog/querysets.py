"""Questions to the catalogue."""

from __future__ import annotations

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Value
from django.db.models.functions import Coalesce, NullIf
from django.utils.translation import get_language

from cms.kit.folding import Folded, Joined, TextOf, all_languages
from cms.kit.stems import stems_of


class DatasetQuerySet(models.QuerySet[Any]):
    """Chainable reads of datasets."""

    def published(self) -> Self:
        """Those that everybody may see."""
        return self.filter(published=True)

    def with_terms(self) -> Self:
        """With licence, contact and themes, in two queries whatever their number."""
        return self.select_related("licence", "contact").prefetch_related("themes")

    def by_title(self) -> Self:
        """In the order of what people read: their language's title, else the portal's, else the name."""
        languages = (get_language() or settings.LANGUAGE_CODE, settings.LANGUAGE_CODE)
        titles = [NullIf(TextOf("titles", language), Value("")) for language in languages]
        return self.order_by(Folded(Coalesce(*titles, "name")), "name")

    def matching(self, asked: str) -> Self:
        """Those whose titles or name in addresses hold every word in some form, whatever its accents and case."""
        text = Joined(F("name"), Value(" "), all_languages("titles"))
        found = self.alias(folded=Folded(text))
        for start in stems_of(asked):
            # `\m`: where a word begins, so that a tree is in no street.
            found = found.filter(folded__regex=rf"\m{start}")
        return found
