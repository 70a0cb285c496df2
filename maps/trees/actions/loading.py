"""A whole register at once: species, sites and trees, each by COPY and one statement."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import connection, transaction
from psycopg.types.json import Jsonb

from cms.audit.actions import record
from maps.places.bulk import analyze, stage_rows
from maps.places.contract import Geometry, Shape
from maps.trees.actions.publishing import Person, publish_all
from maps.trees.actions.sites import find_districts
from maps.trees.contract import SiteRow, SpeciesRow, TreeRow

SPECIES_COLUMNS = {
    "botanical": "text",
    "name_el": "text",
    "name_en": "text",
    "family": "text",
    "evergreen": "boolean",
    "native": "boolean",
    "allergenic": "boolean",
    "mature_height_m": "numeric",
    "mature_girth_cm": "numeric",
    "notes": "jsonb",
}
SITE_COLUMNS = {
    "code": "text",
    "shape": "bytea",
    "address": "text",
    "english_address": "text",
    "street": "text",
    "house_number": "text",
    "side": "text",
    "surface": "text",
}
TREE_COLUMNS = {
    "code": "text",
    "site": "text",
    "species": "text",
    "girth_cm": "numeric",
    "height_m": "numeric",
    "planted_on": "date",
    "condition": "text",
    "protected": "boolean",
    "protection_notes": "jsonb",
    "removed_on": "date",
    "removal_reason": "text",
}


@transaction.atomic
def load_trees(
    *,
    species: Iterable[SpeciesRow] = (),
    sites: Iterable[SiteRow] = (),
    trees: Iterable[TreeRow] = (),
    source: str = "register",
    by: Person,
) -> dict[str, int]:
    """Adds what is new and changes what is known by code (species: by botanical name); the rows written by
    kind.

    All or nothing: a row that the database's constraints refuse undoes the whole call
    (django.db.IntegrityError).
    """
    counts = {
        "species": _load_species(species),
        "sites": _load_sites(sites, source),
        "trees": _load_trees(trees, source),
    }
    if any(counts.values()):
        find_districts()
        record("trees.loaded", connection.tenant, by=by, changes=counts)  # type: ignore[attr-defined]  # set by the middleware
        publish_all(by=by)
    return counts


def _wkb(geometry: Geometry) -> bytes:
    return geometry.wkb if isinstance(geometry, Shape) else geometry


def _load_species(rows: Iterable[SpeciesRow]) -> int:
    staged = stage_rows(
        "staged_species",
        SPECIES_COLUMNS,
        (
            (*(getattr(row, name) for name in list(SPECIES_COLUMNS)[:-1]), Jsonb(dict(row.notes)))
            for row in rows
        ),
    )
    names = ", ".join(SPECIES_COLUMNS)
    return _write(
        staged,
        f"""
        INSERT INTO maps_trees_species ({names}) SELECT {names} FROM staged_species
        ON CONFLICT (botanical_folded) DO UPDATE SET
            {", ".join(f"{name} = excluded.{name}" for name in SPECIES_COLUMNS if name != "botanical")}
        """,  # noqa: S608 (names of this file)
    )


def _load_sites(rows: Iterable[SiteRow], source: str) -> int:
    staged = stage_rows(
        "staged_site",
        SITE_COLUMNS,
        (
            (row.code, _wkb(row.position), *(getattr(row, name) for name in list(SITE_COLUMNS)[2:]))
            for row in rows
        ),
    )
    analyze("staged_site")
    return _write(
        staged,
        """
        INSERT INTO maps_trees_plantingsite
            (source, source_ref, position, address, english_address, street_id, house_number, side, surface,
             note, changed_at)
        SELECT %s, staged.code, ST_GeomFromWKB(staged.shape, 4326), staged.address,
               staged.english_address, street.id, staged.house_number, staged.side, staged.surface, '', now()
        FROM staged_site staged LEFT JOIN maps_places_street street ON street.code = staged.street
        ON CONFLICT (source, source_ref) WHERE source_ref <> '' DO UPDATE SET
            position = excluded.position, address = excluded.address,
            english_address = excluded.english_address, street_id = excluded.street_id,
            house_number = excluded.house_number, side = excluded.side, surface = excluded.surface,
            changed_at = now()
        """,
        source,
    )


def _load_trees(rows: Iterable[TreeRow], source: str) -> int:
    staged = stage_rows(
        "staged_tree",
        TREE_COLUMNS,
        (
            (
                row.code,
                row.site,
                row.species,
                row.girth_cm,
                row.height_m,
                row.planted_on,
                row.condition,
                row.protected,
                Jsonb(dict(row.protection_notes)),
                row.removed_on,
                row.removal_reason or "",
            )
            for row in rows
        ),
    )
    analyze("staged_tree")
    analyze("maps_trees_plantingsite")
    taken = ("girth_cm", "height_m", "planted_on", "condition", "protected", "protection_notes", "removed_on")
    columns = ("site_id", "species_id", *taken, "removal_reason")
    return _write(
        staged,
        f"""
        INSERT INTO maps_trees_tree
            (source, source_ref, {", ".join(columns)}, species_as_given,
             girth_precision, diameter_class, height_precision, height_class, changed_at)
        SELECT %s, staged.code, site.id, species.id, {", ".join(f"staged.{name}" for name in taken)},
               staged.removal_reason, '', 'measured', '', 'measured', '', now()
        FROM staged_tree staged
        JOIN maps_trees_plantingsite site ON site.source = %s AND site.source_ref = staged.site
        LEFT JOIN maps_trees_species species ON species.botanical = staged.species
        ON CONFLICT (source, source_ref) WHERE source_ref <> '' DO UPDATE SET
            {", ".join(f"{name} = excluded.{name}" for name in columns)}, changed_at = now()
        """,  # noqa: S608 (names of this file)
        source,
        source,
    )


def _write(staged: int, statement: str, *parameters: str) -> int:
    if not staged:
        return 0
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)
