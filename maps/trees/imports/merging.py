# ruff: noqa: S608 (the names in these statements stand in this file or come from its neighbours)
"""From the staging table into the register, set by set, in SQL. Each function is one or two statements."""

from __future__ import annotations

from typing import Any

from django.db import connection

from cms.kit.folding import folded_sql
from maps.places.bulk import analyze
from maps.trees.imports.problems import Problem, Reason
from maps.trees.imports.staging import STAGING


def set_aside_repeated_rows() -> list[Problem]:
    """Exact repetitions, and second rows with a number that was given before, leave the staging table."""
    problems = [
        *_set_aside("digest", Reason.DUPLICATE),
        *_set_aside("ref", Reason.NUMBER_TAKEN),
    ]
    # Without a number of its own a row is known by its place; the n-th row of one place keeps its n.
    _run(
        f"""
        UPDATE {STAGING} staged SET ref = numbered.identity || '-' || numbered.place
        FROM (
            SELECT line, identity, row_number() OVER (PARTITION BY identity ORDER BY line) AS place
            FROM {STAGING} WHERE ref IS NULL
        ) numbered
        WHERE numbered.line = staged.line AND staged.ref IS NULL
        """
    )
    return problems


def _set_aside(column: str, reason: Reason) -> list[Problem]:
    rows = _fetch(
        f"""
        WITH repeated AS (
            SELECT line, first_line FROM (
                SELECT line, min(line) OVER (PARTITION BY {column}) AS first_line FROM {STAGING}
                WHERE {column} IS NOT NULL
            ) numbered WHERE line <> first_line
        )
        DELETE FROM {STAGING} staged USING repeated WHERE repeated.line = staged.line
        RETURNING staged.line, repeated.first_line
        """
    )
    return [Problem(line, reason, value=f"= {first}") for line, first in rows]


def compare_with_register(source: str) -> None:
    """Finds the sites that the source told of before, and what is new, changed or the same."""
    _run(f"UPDATE {STAGING} SET state = 'new'")
    analyze(STAGING)
    _run(
        f"""
        UPDATE {STAGING} staged
        SET site_id = site.id,
            state = CASE WHEN site.source_digest = staged.digest THEN 'same' ELSE 'changed' END
        FROM maps_trees_plantingsite site
        WHERE site.source = %s AND site.source_ref = staged.ref
        """,
        [source],
    )


def add_unknown_species() -> int:
    """Species that the register does not have, with the common name that most rows give them; how many."""
    return _run(
        f"""
        INSERT INTO maps_trees_species (botanical, name_el, name_en, family, notes)
        SELECT DISTINCT ON (botanical_folded) botanical,
               CASE WHEN greek THEN common ELSE '' END, CASE WHEN greek THEN '' ELSE common END, '', '{{}}'
        FROM (
            SELECT botanical, botanical_folded, common,
                   sum(count(*)) OVER (PARTITION BY botanical_folded, common_folded) AS rows,
                   common ~ '[\u0370-\u03ff\u1f00-\u1fff]' AS greek
            FROM {STAGING} WHERE botanical_folded <> '' AND state <> 'same'
            GROUP BY botanical, botanical_folded, common, common_folded
        ) named
        -- The same name with its accents is longer once they are taken apart.
        ORDER BY botanical_folded, common = '', rows DESC, length(normalize(common, NFD)) DESC,
                 botanical, common
        ON CONFLICT (botanical_folded) DO NOTHING
        """
    )


def find_species() -> None:
    """By botanical name; without one by the common name, where only one species of the register bears it."""
    _run(
        f"""
        UPDATE {STAGING} staged SET species_id = species.id FROM maps_trees_species species
        WHERE staged.botanical_folded <> '' AND species.botanical_folded = staged.botanical_folded
        """
    )
    _run(
        f"""
        UPDATE {STAGING} staged SET species_id = sole.id
        FROM (
            SELECT name, min(id) AS id FROM (
                SELECT id, {folded_sql("name_el")} AS name FROM maps_trees_species
                UNION SELECT id, {folded_sql("name_en")} FROM maps_trees_species
                UNION SELECT id, botanical_folded FROM maps_trees_species
            ) named WHERE name <> '' GROUP BY name HAVING count(DISTINCT id) = 1
        ) sole
        WHERE staged.species_id IS NULL AND staged.botanical_folded = '' AND staged.common_folded = sole.name
        """
    )


def write_sites(source: str) -> None:
    """Adds the new sites and corrects the changed ones; streets are found by name."""
    _run(
        f"""
        WITH streets AS (
            SELECT name, min(id) AS id FROM (
                SELECT id, {folded_sql("names ->> 'el'")} AS name FROM maps_places_street
                UNION SELECT id, {folded_sql("names ->> 'en'")} FROM maps_places_street
            ) named WHERE name <> '' GROUP BY name HAVING count(DISTINCT id) = 1
        )
        INSERT INTO maps_trees_plantingsite
            (source, source_ref, source_digest, position, address, english_address, street_id, house_number,
             side, surface, note, changed_at)
        SELECT %s, staged.ref, staged.digest,
               ST_SetSRID(ST_MakePoint(staged.longitude, staged.latitude), 4326),
               staged.address, staged.english_address, streets.id, staged.house_number, staged.side,
               'unknown', staged.note, now()
        FROM {STAGING} staged LEFT JOIN streets ON streets.name = staged.street
        WHERE staged.state <> 'same' ORDER BY staged.line
        ON CONFLICT (source, source_ref) WHERE source_ref <> '' DO UPDATE SET
            source_digest = excluded.source_digest, position = excluded.position, address = excluded.address,
            english_address = excluded.english_address, street_id = excluded.street_id,
            house_number = excluded.house_number, side = excluded.side, note = excluded.note, changed_at = now()
        """,
        [source],
    )
    # Tens of thousands of rows may be new here: without their count the planner would go through all of
    # them for each.
    analyze("maps_trees_plantingsite")
    _run(
        f"""
        UPDATE {STAGING} staged SET site_id = site.id FROM maps_trees_plantingsite site
        WHERE staged.state = 'new' AND site.source = %s AND site.source_ref = staged.ref
        """,
        [source],
    )


def find_contradictions(source: str) -> list[Problem]:
    """Changed rows that contradict what the register knows by other ways; it stays as it is."""
    rows = _fetch(
        f"""
        SELECT staged.line, CASE
            WHEN staged.kind <> 'tree' THEN 'tree_stands'
            WHEN own.removed_on IS NOT NULL THEN 'tree_felled'
            ELSE 'site_taken' END
        FROM {STAGING} staged
        LEFT JOIN maps_trees_tree own ON own.source = %(source)s AND own.source_ref = staged.ref
        LEFT JOIN maps_trees_tree standing
            ON standing.site_id = staged.site_id AND standing.removed_on IS NULL
        WHERE staged.state = 'changed' AND (
            (staged.kind <> 'tree' AND standing.id IS NOT NULL)
            OR (staged.kind = 'tree' AND own.removed_on IS NOT NULL)
            OR (staged.kind = 'tree' AND own.id IS NULL AND standing.id IS NOT NULL)
        )
        """,
        {"source": source},
    )
    return [Problem(line, Reason(reason)) for line, reason in rows]


_TAKEN = (
    "girth_cm", "girth_precision", "diameter_class", "height_m", "height_precision", "height_class",
    "planted_on",
    "condition", "protected",
)  # fmt: skip


def write_trees(source: str) -> None:
    """Adds trees where none stands and corrects those that stand. A known species is never made unknown."""
    _run(
        f"""
        INSERT INTO maps_trees_tree
            (site_id, species_id, species_as_given, source, source_ref, {", ".join(_TAKEN)},
             protection_notes, removal_reason, changed_at)
        SELECT staged.site_id, staged.species_id, CASE WHEN staged.species_id IS NULL THEN staged.common
        ELSE '' END,
               %(source)s, staged.ref, {", ".join(f"staged.{name}" for name in _TAKEN)}, '{{}}', '', now()
        FROM {STAGING} staged
        WHERE staged.kind = 'tree' AND staged.state <> 'same'
          AND NOT EXISTS (
              SELECT 1 FROM maps_trees_tree standing
              WHERE standing.site_id = staged.site_id AND standing.removed_on IS NULL
          )
          AND NOT EXISTS (
              SELECT 1 FROM maps_trees_tree own WHERE own.source = %(source)s AND own.source_ref = staged.ref
          )
        ORDER BY staged.line
        """,
        {"source": source},
    )
    analyze("maps_trees_tree")
    _run(
        f"""
        UPDATE maps_trees_tree tree SET
            species_id = coalesce(staged.species_id, tree.species_id),
            species_as_given = CASE WHEN staged.species_id IS NULL THEN staged.common ELSE '' END,
            {", ".join(f"{name} = staged.{name}" for name in _TAKEN)}, changed_at = now()
        FROM {STAGING} staged
        WHERE staged.kind = 'tree' AND staged.state = 'changed' AND tree.removed_on IS NULL
          AND tree.source = %(source)s AND tree.source_ref = staged.ref
        """,
        {"source": source},
    )


def count_rows() -> dict[str, int]:
    """What the good rows were: trees, vacant places, stumps; new, changed, the same."""
    rows = _fetch(f"SELECT kind, state, count(*) FROM {STAGING} GROUP BY kind, state")
    counts = dict.fromkeys(("tree", "vacant", "stump", "new", "changed", "same"), 0)
    for kind, state, number in rows:
        counts[kind] += number
        counts[state] += number
    return counts


def _run(statement: str, parameters: Any = None) -> int:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return int(cursor.rowcount)


def _fetch(statement: str, parameters: Any = None) -> list[tuple[Any, ...]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, parameters)
        return list(cursor.fetchall())
