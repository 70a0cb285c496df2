"""Every write to the shelf: one transaction that holds the collection's row and makes at most one revision."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from cms.audit.actions import record
from cms.municipalities.models import Municipality
from opendata.catalog.actions import enter_dataset
from opendata.tables.contract import CollectionDefinition
from opendata.tables.describing import field_to_json
from opendata.tables.errors import BadDefinition, UnknownCollection
from opendata.tables.models import Collection, Revision
from opendata.tables.registry import collections
from opendata.tables.shelf.ddl import create_shelf, shelf_exists
from opendata.tables.shelf.facts import as_box, count_and_extent, extent_after
from opendata.tables.shelf.names import check_collection_name, check_field_names
from opendata.tables.shelf.writing import Difference, apply_all, apply_some

By = AbstractBaseUser | AnonymousUser | None


def definition_of(name: str) -> CollectionDefinition:
    """The registered definition; UnknownCollection otherwise."""
    definition = collections.get(name)
    if definition is None:
        raise UnknownCollection(name)
    return definition


@transaction.atomic
def ensure_collection(definition: CollectionDefinition, *, by: By = None) -> Collection:
    """The collection of a definition: made when absent, and its table evolved when the fields are others now.

    A new collection is empty until rows are published. Raises BadDefinition for names that no table can hold.
    """
    check_collection_name(definition.name)
    check_field_names(field.name for field in definition.fields)
    if definition.tile_priority and definition.tile_priority not in {f.name for f in definition.fields}:
        raise BadDefinition(f"{definition.name} has no field {definition.tile_priority!r} for its priority.")
    dataset = enter_dataset(
        definition.name,
        titles=definition.titles,
        descriptions=definition.descriptions,
        licence=definition.licence,
        themes=definition.themes,
        keywords=definition.keywords,
        update_frequency=definition.update_frequency,
    )
    description = _description(definition)
    Collection.objects.get_or_create(dataset=dataset, defaults=description)
    collection = _locked(definition.name)
    with connection.cursor() as cursor:
        if not shelf_exists(cursor, definition.name):
            create_shelf(cursor, definition)
    if any(getattr(collection, key) != value for key, value in description.items()):
        _evolve(collection, definition, description, by=by)
    return collection


@transaction.atomic
def publish_rows(name: str, ids: Sequence[int], *, by: By) -> Difference:
    """Brings the rows with these ids to their register's state. Unchanged rows do not count; none changed, no
    revision.
    """
    if not ids:
        return Difference()
    definition, collection = _ready(name)
    with connection.cursor() as cursor:
        difference = apply_some(cursor, definition, ids)
        if difference.total:
            collection.row_count += difference.added - difference.removed
            standing = as_box(collection.extent)
            collection.extent = _as_list(extent_after(cursor, name, standing, difference))
            _add_revision(collection, difference, by=by)
    return difference


@transaction.atomic
def republish(name: str, *, by: By) -> Difference:
    """Brings all rows to their register's state, by a difference over sets. Readers see the old or the new."""
    definition, collection = _ready(name)
    with connection.cursor() as cursor:
        difference = apply_all(cursor, definition)
        if difference.total:
            _measure(collection)
            _add_revision(collection, difference, by=by)
            record("republished", collection, by=by, changes=_counts(difference))
    return difference


def provision_collections(_town: Municipality) -> None:
    """A new municipality has every registered collection, still empty."""
    for definition in collections:
        ensure_collection(definition)


def _description(definition: CollectionDefinition) -> dict[str, Any]:
    return {
        "fields": [field_to_json(field) for field in definition.fields],
        "geometry_type": definition.geometry_type.value,
        "item_page": definition.item_page,
        "tile_priority": definition.tile_priority,
    }


def _locked(name: str) -> Collection:
    rows = Collection.objects.select_for_update(of=("self",)).select_related("dataset")
    found: Collection = rows.get(dataset__name=name)
    return found


def _ready(name: str) -> tuple[CollectionDefinition, Collection]:
    """Definition and locked collection; the latter is made or evolved first where the definition is newer."""
    definition = definition_of(name)
    collection = Collection.objects.select_for_update(of=("self",)).filter(dataset__name=name).first()
    description = _description(definition)
    if collection is None or any(getattr(collection, key) != value for key, value in description.items()):
        collection = ensure_collection(definition)
    return definition, collection


def _evolve(
    collection: Collection, definition: CollectionDefinition, description: dict[str, Any], *, by: By
) -> None:
    """The rows are written anew in the new form; titles alone leave them as they are."""
    rebuild = _shape(description) != _shape({key: getattr(collection, key) for key in description})
    for key, value in description.items():
        setattr(collection, key, value)
    collection.__dict__.pop("columns", None)
    difference = Difference()
    if rebuild:
        with connection.cursor() as cursor:
            difference = apply_all(cursor, definition, rebuild=True)
        _measure(collection)
    _add_revision(collection, difference, by=by)
    record("described anew", collection, by=by, changes=_counts(difference))


def _shape(description: dict[str, Any]) -> list[Any]:
    """What the table's form and the rows' texts depend on."""
    fields = [(field["name"], field["type"]) for field in description["fields"]]
    return [fields, description["geometry_type"], description["tile_priority"]]


def _measure(collection: Collection) -> None:
    with connection.cursor() as cursor:
        collection.row_count, extent = count_and_extent(cursor, collection.name)
    collection.extent = _as_list(extent)


def _as_list(extent: tuple[float, ...] | None) -> list[float] | None:
    return list(extent) if extent else None


def _counts(difference: Difference) -> dict[str, int]:
    return {key: getattr(difference, key) for key in ("added", "changed", "removed")}


def _add_revision(collection: Collection, difference: Difference, *, by: By) -> None:
    collection.revision += 1
    collection.updated_at = timezone.now()
    collection.save()
    Revision.objects.create(
        collection=collection,
        number=collection.revision,
        at=collection.updated_at,
        by_id=by.pk if by is not None and by.is_authenticated else None,
        **_counts(difference),
    )
