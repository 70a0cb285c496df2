"""The columns that a collection had in an earlier revision, so that it can be answered as it was."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from opendata.tables.contract import Field, GeometryType
from opendata.tables.describing import field_from_json
from opendata.tables.models import Collection, Description
from opendata.tables.reading import Facts
from opendata.tables.shelf.history import Then


def describe_revision(collection: Collection) -> None:
    """Keeps what the present revision's columns are, where they are others than before. Within its transaction."""
    form = {"fields": collection.fields, "geometry_type": collection.geometry_type}
    last = collection.descriptions.first()
    if last is None or any(getattr(last, name) != value for name, value in form.items()):
        collection.descriptions.create(since=collection.revision, **form)


def forget_descriptions(collection: Collection, oldest: int) -> None:
    """Drops those that only revisions before `oldest` had."""
    first = collection.descriptions.filter(since__lte=oldest).first()
    if first is not None:
        collection.descriptions.filter(since__lt=first.since).delete()


def facts_at(facts: Facts, number: int | None) -> Facts:
    """The facts with the columns and the geometry of an earlier revision; as they are for the present (None).

    Where nobody kept them (states from before there were descriptions), those of the present.
    """
    if number is None:
        return facts
    found = list(Description.objects.filter(collection_id=facts.id))
    then, described = _then(facts, number, found), _of(number, found)
    kind = GeometryType(described.geometry_type) if described else facts.geometry_type
    return replace(facts, fields=then.fields, geometry_type=kind, then=then)


def before_and_after(facts: Facts, number: int) -> tuple[Then, Then]:
    """The columns of the revision before one, and its own."""
    found = list(Description.objects.filter(collection_id=facts.id))
    return _then(facts, number - 1, found), _then(facts, number, found)


def _of(number: int, found: Sequence[Description]) -> Description | None:
    return next((one for one in found if one.since <= number), None)


def _then(facts: Facts, number: int, found: Sequence[Description]) -> Then:
    described = _of(number, found)
    if described is None:
        return Then(number, facts.fields)
    fields = tuple(map(field_from_json, described.fields))
    later = [tuple(map(field_from_json, one.fields)) for one in found if one.since > number]
    return Then(number, fields, _lost(fields, later))


def _lost(fields: tuple[Field, ...], later: list[tuple[Field, ...]]) -> frozenset[str]:
    """Names of columns that had another type since: their place in the past holds what came after."""
    types = {field.name: field.type for field in fields}
    return frozenset(
        field.name for form in later for field in form if types.get(field.name, field.type) is not field.type
    )
