"""The list of species."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.db.models import ProtectedError

from cms.audit.actions import record
from cms.kit.folding import fold
from maps.trees.actions.publishing import Person, publish, set_fields
from maps.trees.errors import SpeciesInUse, SpeciesKnown
from maps.trees.models import Species, Tree


class SpeciesFacts(TypedDict, total=False):
    """What can be said of a species."""

    botanical: str
    name_el: str
    name_en: str
    family: str
    evergreen: bool | None
    native: bool | None
    allergenic: bool | None
    mature_height_m: Decimal | None
    mature_girth_cm: Decimal | None
    notes: dict[str, str]


@transaction.atomic
def add_species(*, by: Person, **facts: Unpack[SpeciesFacts]) -> Species:
    """A new species. Raises SpeciesKnown when its botanical name is in the list, however it was typed."""
    species = Species(**facts)
    _refuse_known(species)
    species.save()
    record("species.added", species, by=by)
    return species


@transaction.atomic
def update_species(species: Species, *, by: Person, **facts: Unpack[SpeciesFacts]) -> Species:
    """Corrects a species; its trees are published with its new names. Raises SpeciesKnown."""
    locked: Species = Species.objects.select_for_update().get(pk=species.pk)
    changes = set_fields(locked, dict[str, Any](facts))
    if changes:
        _refuse_known(locked)
        locked.save()
        record("species.changed", locked, by=by, changes=changes)
        if {"botanical", "name_el", "name_en"} & set(changes):
            publish(trees=Tree.objects.of_species(locked).standing().values_list("pk", flat=True), by=by)
    return locked


@transaction.atomic
def remove_species(species: Species, *, by: Person) -> None:
    """Takes out a species that no tree is of. Raises SpeciesInUse."""
    locked: Species = Species.objects.select_for_update().get(pk=species.pk)
    record("species.removed", locked, by=by)
    try:
        locked.delete()
    except ProtectedError as in_use:
        raise SpeciesInUse from in_use


def _refuse_known(species: Species) -> None:
    same = Species.objects.filter(botanical_folded=fold(species.botanical)).exclude(pk=species.pk)
    if same.exists():
        raise SpeciesKnown
