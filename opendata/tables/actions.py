"""Every write to the shelf: one transaction that holds the collection's row and makes at most one revision."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.db import connection, transaction
from django.utils import timezone

from cms.audit.actions import record
from cms.municipalities.models import Municipality
from opendata.catalog.actions import enter_dataset
from opendata.tables.breaking import Breaking, difference_of_form, newly_announced
from opendata.tables.contract import CollectionDefinition
from opendata.tables.describing import field_to_json
from opendata.tables.errors import BadDefinition, UnknownCollection
from opendata.tables.formerly import describe_revision, forget_descriptions
from opendata.tables.models import Collection, Revision
from opendata.tables.reading import Announcement
from opendata.tables.registry import collections
from opendata.tables.shelf.ddl import create_shelf, shelf_exists
from opendata.tables.shelf.facts import as_box, count_and_extent, extent_after
from opendata.tables.shelf.history import forget_past
from opendata.tables.shelf.keys import give_ids, show_staged
from opendata.tables.shelf.names import check_collection_name, check_field_names
from opendata.tables.shelf.tiles import drop_all_tiles
from opendata.tables.shelf.words import create_index, has_index, wants_index
from opendata.tables.shelf.writing import Difference, apply_all, apply_some
from opendata.tables.signals import broken
from opendata.tables.sources import rows_of_table

# The view through which staged rows are read, for one connection.
STAGED = "shelf_staged"

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
    collection = ensure_described(definition, by=by)
    description = _description(definition)
    if description != _standing(collection):
        _evolve(collection, definition, description, by=by)
    return collection


@transaction.atomic
def ensure_described(definition: CollectionDefinition, *, by: By = None) -> Collection:
    """Dataset, collection and table of a definition, made when absent, and locked. A standing table stays."""
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
    Collection.objects.get_or_create(dataset=dataset, defaults=_description(definition))
    collection = _locked(definition.name)
    with connection.cursor() as cursor:
        if not shelf_exists(cursor, definition.name):
            create_shelf(cursor, definition)
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
        difference = apply_some(cursor, definition, ids, collection.revision + 1)
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
        difference = apply_all(cursor, definition, collection.revision + 1)
        if difference.total:
            _measure(collection)
            _add_revision(collection, difference, by=by)
            record("republished", collection, by=by, changes=_counts(difference))
    return difference


@transaction.atomic
def publish_table(definition: CollectionDefinition, staging: str, *, by: By) -> Difference:
    """Brings a collection that no register describes to the state of a staging table; made when absent.

    `staging`: a table of the town's schema with `key` (text, unique), `geom` (EPSG:4326) and a column each field.
    A key keeps its row id for ever. Fields may be others than before. Nothing changed, no revision.
    """
    if definition.name in collections:
        raise BadDefinition(f"{definition.name} is kept by a register; its rows come from there.")
    collection = ensure_described(definition, by=by)
    with connection.cursor() as cursor:
        give_ids(cursor, definition.name, staging)
        show_staged(cursor, definition.name, staging, STAGED)
        stored = replace(definition, rows=rows_of_table(STAGED, definition.fields))
        evolving = _shape(_description(definition)) != _shape(_standing(collection))
        difference = apply_all(cursor, stored, collection.revision + 1, rebuild=evolving)
        cursor.execute(f"DROP VIEW pg_temp.{STAGED}")
    if difference.total or _description(definition) != _standing(collection) or not collection.revision:
        _describe(collection, _description(definition))
        _measure(collection)
        _add_revision(collection, difference, by=by)
        record("republished", collection, by=by, changes=_counts(difference))
    return difference


@transaction.atomic
def forget_history(name: str, oldest: int) -> int:
    """Revisions before `oldest` can no longer be asked for; the number of row states dropped."""
    collection = _locked(name)
    oldest = min(max(oldest, collection.oldest_revision), collection.revision)
    with connection.cursor() as cursor:
        dropped = forget_past(cursor, name, oldest)
    forget_descriptions(collection, oldest)
    collection.oldest_revision = oldest
    collection.save(update_fields=["oldest_revision"])
    return dropped


@transaction.atomic
def index_words(name: str) -> bool:
    """Builds the index of a large collection's words where there is none. Readers go on, publications wait."""
    collection = Collection.objects.select_for_update(of=("self",)).filter(dataset__name=name).first()
    with connection.cursor() as cursor:
        if collection is None or not wants_index(collection.columns, collection.row_count):
            return False
        if has_index(cursor, name):
            return False
        create_index(cursor, name, collection.columns)
    return True


@transaction.atomic
def announce(name: str, announcements: Sequence[Announcement]) -> None:
    """What the API tells programs of the collection's columns from now on."""
    collection = _locked(name)
    told = {entry["column"]: datetime.fromisoformat(entry["sunset_at"]) for entry in collection.announcements}
    _tell(collection, newly_announced(collection.columns, told, announcements, collection.revision))
    collection.announcements = [
        {
            "column": one.column,
            "announced_at": one.announced_at.isoformat(),
            "sunset_at": one.sunset_at.isoformat(),
        }
        for one in announcements
    ]
    collection.save(update_fields=["announcements"])


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


def _standing(collection: Collection) -> dict[str, Any]:
    """What _description() gave when the collection's table was last written."""
    return {
        "fields": collection.fields,
        "geometry_type": collection.geometry_type,
        "item_page": collection.item_page,
        "tile_priority": collection.tile_priority,
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
    if collection is None or description != _standing(collection):
        collection = ensure_collection(definition)
    return definition, collection


def _evolve(
    collection: Collection, definition: CollectionDefinition, description: dict[str, Any], *, by: By
) -> None:
    """The rows are written anew in the new form; titles alone leave them as they are."""
    rebuild = _shape(description) != _shape(_standing(collection))
    _describe(collection, description)
    difference = Difference()
    if rebuild:
        with connection.cursor() as cursor:
            difference = apply_all(cursor, definition, collection.revision + 1, rebuild=True)
        _measure(collection)
    _add_revision(collection, difference, by=by)
    record("described anew", collection, by=by, changes=_counts(difference))


def _describe(collection: Collection, description: dict[str, Any]) -> None:
    """Takes a description on. Tiles depend on it too: on the names, types and uses of fields."""
    before, geometry_before = collection.columns, collection.geometry_type
    if description != _standing(collection):
        with connection.cursor() as cursor:
            drop_all_tiles(cursor, collection.name)
    for key, value in description.items():
        setattr(collection, key, value)
    collection.__dict__.pop("columns", None)
    if collection.revision:
        kinds = (geometry_before, collection.geometry_type)
        _tell(collection, difference_of_form(before, collection.columns, kinds, collection.revision + 1))


def _tell(collection: Collection, change: Breaking) -> None:
    if change:
        broken.send(sender=Collection, collection=collection, change=change)


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
    # Nothing was public before the first revision.
    collection.oldest_revision = collection.oldest_revision or collection.revision
    collection.updated_at = timezone.now()
    collection.save()
    Revision.objects.create(
        collection=collection,
        number=collection.revision,
        at=collection.updated_at,
        by_id=by.pk if by is not None and by.is_authenticated else None,
        **_counts(difference),
    )
    describe_revision(collection)
