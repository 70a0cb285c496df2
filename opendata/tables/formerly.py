"""The columns that a collection had in an earlier revision, so that it can be answered as it was."""

from __future__ import annotations

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
    described = next((one for one in found if one.since <= number), None)
    if described is None:
        return replace(facts, then=Then(number, facts.fields))
    fields = tuple(map(field_from_json, described.fields))
    later = [tuple(map(field_from_json, one.fields)) for one in found if one.since > number]
    return replace(
        facts,
        fields=fields,
        geometry_type=GeometryType(described.geometry_type),
        then=Then(number, fields, _lost(fields, later)),
    )


def _lost(fields: tuple[Field, ...], later: list[tuple[Field, ...]]) -> frozenset[str]:
    """Names of columns that had another type since: their place in the past holds what came after."""
    types = {field.name: field.type for field in fields}
    return frozenset(
        field.name for form in later for field in form if types.get(field.name, field.type) is not field.type
    )
