"""Planting sites: made, corrected, moved; their district follows from where they are."""

from __future__ import annotations

from typing import Any, TypedDict, Unpack

from django.contrib.gis.geos import Point
from django.db import connection, transaction

from cms.audit.actions import record
from maps.places.models import Street
from maps.trees.actions.planting import lock_site
from maps.trees.actions.publishing import Person, publish, publish_all, set_fields
from maps.trees.errors import OutsideTheWorld, TreeStands
from maps.trees.models import PlantingSite, Tree

SAME_PLACE_DEGREES = 1e-9


class SiteFacts(TypedDict, total=False):
    """What can be said of a planting site beside its position."""

    address: str
    english_address: str
    street: Street | None
    house_number: str
    side: str
    surface: str
    note: str
    source: str
    source_ref: str


def check_position(position: Point) -> Point:
    """The position in EPSG:4326. Raises OutsideTheWorld for 0/0 and for what is no longitude and latitude."""
    point: Any = position if position.srid in (None, 4326) else position.transform(4326, clone=True)
    on_earth = -180 <= point.x <= 180 and -90 <= point.y <= 90
    if not on_earth or (abs(point.x) < SAME_PLACE_DEGREES and abs(point.y) < SAME_PLACE_DEGREES):
        raise OutsideTheWorld
    return Point(point.x, point.y, srid=4326)


@transaction.atomic
def add_site(position: Point, *, by: Person, **facts: Unpack[SiteFacts]) -> PlantingSite:
    """A new, vacant planting site."""
    site = PlantingSite(position=check_position(position), **facts)
    site.save()
    _set_district(site)
    record("site.added", site, by=by, changes={"position": site.position.coords})
    publish(sites=[site.pk], by=by)
    return site


@transaction.atomic
def update_site(site: PlantingSite, *, by: Person, **facts: Unpack[SiteFacts]) -> PlantingSite:
    """Corrects what is known of a site; what is not named stays."""
    locked = lock_site(site)
    changes = set_fields(locked, dict[str, Any](facts))
    if changes:
        locked.save()
        record("site.changed", locked, by=by, changes=changes)
        _publish_with_trees(locked, by=by)
    return locked


@transaction.atomic
def move_site(site: PlantingSite, position: Point, *, by: Person) -> PlantingSite:
    """Corrects where a site is; its trees move along, and its district is found anew."""
    locked = lock_site(site)
    changes = set_fields(locked, {"position": check_position(position)})
    if changes:
        locked.save(update_fields=["position", "changed_at"])
        _set_district(locked)
        record("site.moved", locked, by=by, changes=changes)
        _publish_with_trees(locked, by=by)
    return locked


@transaction.atomic
def remove_site(site: PlantingSite, *, by: Person) -> None:
    """Takes out a site that was entered by mistake. Raises TreeStands when a tree stands, or ever stood,
    there."""
    locked = lock_site(site)
    if locked.trees.exists():
        raise TreeStands
    record("site.removed", locked, by=by, changes={"position": locked.position.coords})
    number = locked.pk
    locked.delete()
    publish(sites=[number], by=by)


@transaction.atomic
def place_sites_in_districts(*, by: Person) -> int:
    """Finds every site's district anew, after the districts changed; the number of sites that changed
    theirs."""
    changed = find_districts()
    if changed:
        found = {"sites": changed}
        record("site.districts_found", connection.tenant, by=by, changes=found)  # type: ignore[attr-defined]  # set by the middleware
        publish_all(by=by)
    return changed


def find_districts(site_ids: list[int] | None = None) -> int:
    """One statement; a point on the edge of two districts counts for the one with the lower number."""
    with connection.cursor() as cursor:
        cursor.execute(
            """
            UPDATE maps_trees_plantingsite site SET district_id = found.district_id
            FROM (
                SELECT here.id, (
                    SELECT district.id FROM maps_places_district district
                    WHERE ST_Covers(district.area, here.position) ORDER BY district.id LIMIT 1
                ) AS district_id
                FROM maps_trees_plantingsite here
                WHERE %(ids)s::bigint[] IS NULL OR here.id = ANY(%(ids)s)
            ) found
            WHERE found.id = site.id AND site.district_id IS DISTINCT FROM found.district_id
            """,
            {"ids": site_ids},
        )
        return int(cursor.rowcount)


def _set_district(site: PlantingSite) -> None:
    find_districts([site.pk])
    site.refresh_from_db(fields=["district"])


def _publish_with_trees(site: PlantingSite, *, by: Person) -> None:
    standing = Tree.objects.filter(site=site).standing().values_list("pk", flat=True)
    publish(trees=standing, sites=[site.pk], by=by)
