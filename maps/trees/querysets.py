"""Reads of the register, as adjectives."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from django.db import models
from django.db.models import Exists, F, OuterRef, Prefetch, Q

from maps.places.querysets import begins_a_word, letters_and_digits

if TYPE_CHECKING:
    from maps.places.models import District
    from maps.trees.models import Species


class SpeciesQuerySet(models.QuerySet[Any]):
    """Species."""

    def matching(self, text: str) -> Self:
        """Those with every word of the text in one of their names."""
        wanted = Q()
        for word in letters_and_digits(text):
            wanted &= begins_a_word("folded", word)
        return self.filter(wanted)

    def grown(self) -> Self:
        """Those that at least one standing tree is of."""
        trees = self.model._meta.get_field("trees").related_model._default_manager
        standing = trees.filter(species=OuterRef("pk"), removed_on__isnull=True)
        return self.filter(Exists(standing))

    def with_standing_counts(self) -> Self:
        """Annotates `standing_count`, and the most frequent come first."""
        standing = models.Count("trees", filter=Q(trees__removed_on__isnull=True))
        return self.annotate(standing_count=standing).order_by("-standing_count", "botanical")


class PlantingSiteQuerySet(models.QuerySet[Any]):
    """Planting sites."""

    def vacant(self) -> Self:
        """Those in which no tree stands."""
        return self.filter(~Exists(self._standing_trees()))

    def occupied(self) -> Self:
        """Those in which a tree stands."""
        return self.filter(Exists(self._standing_trees()))

    def in_district(self, district: District | str) -> Self:
        """Those in a district, given as itself or by its code."""
        return (
            self.filter(district__code=district)
            if isinstance(district, str)
            else self.filter(district=district)
        )

    def matching(self, text: str) -> Self:
        """Those with every word of the text in their address or street."""
        wanted = Q()
        for word in letters_and_digits(text):
            wanted &= begins_a_word("folded", word) | begins_a_word("street__folded", word)
        return self.filter(wanted)

    def with_history(self) -> Self:
        """Fetches every tree that ever stood there, the newest first, in one more query."""
        from_latest = self._trees().select_related("species").latest_first()
        return self.prefetch_related(Prefetch("trees", queryset=from_latest, to_attr="history"))

    def _trees(self) -> TreeQuerySet:
        trees: TreeQuerySet = self.model._meta.get_field("trees").related_model._default_manager.all()
        return trees

    def _standing_trees(self) -> TreeQuerySet:
        return self._trees().filter(site=OuterRef("pk"), removed_on__isnull=True)


class TreeQuerySet(models.QuerySet[Any]):
    """Trees, standing and felled."""

    def standing(self) -> Self:
        """Those that stand today."""
        return self.filter(removed_on__isnull=True)

    def felled(self) -> Self:
        """Those that no longer stand."""
        return self.filter(removed_on__isnull=False)

    def protected(self) -> Self:
        """Those under protection."""
        return self.filter(protected=True)

    def in_district(self, district: District | str) -> Self:
        """Those in a district, given as itself or by its code."""
        if isinstance(district, str):
            return self.filter(site__district__code=district)
        return self.filter(site__district=district)

    def of_species(self, species: Species) -> Self:
        """Those of one species."""
        return self.filter(species=species)

    def matching(self, text: str) -> Self:
        """Those with every word of the text in the names of their species or in their address."""
        wanted = Q()
        for word in letters_and_digits(text):
            wanted &= (
                begins_a_word("species__folded", word)
                | begins_a_word("folded", word)
                | begins_a_word("site__folded", word)
                | begins_a_word("site__street__folded", word)
            )
        return self.filter(wanted)

    def with_place(self) -> Self:
        """With species, site, street and district, in the same query."""
        return self.select_related("species", "site", "site__street", "site__district").defer(
            "site__district__area", "site__street__line", "species__notes"
        )

    def listed(self) -> Self:
        """Standing trees as lists and maps show them."""
        return self.standing().with_place()

    def latest_first(self) -> Self:
        """The standing one first, then by the day of removal, backwards."""
        return self.order_by(F("removed_on").desc(nulls_first=True), "-pk")
