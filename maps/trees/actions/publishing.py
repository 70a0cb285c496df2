"""From the register to the shelf, in the transaction of the deed."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import Model

from opendata.tables.actions import publish_rows, republish

Person = AbstractBaseUser | None

TREES = "trees"
SITES = "planting-sites"


def publish(*, trees: Iterable[int] = (), sites: Iterable[int] = (), by: Person) -> None:
    """Brings these trees and planting sites up to date on the shelf."""
    tree_ids, site_ids = sorted(trees), sorted(sites)
    if tree_ids:
        publish_rows(TREES, tree_ids, by=by)
    if site_ids:
        publish_rows(SITES, site_ids, by=by)


def publish_all(*, by: Person) -> None:
    """After a change of many rows: both collections as a whole."""
    republish(TREES, by=by)
    republish(SITES, by=by)


def set_fields(row: Model, values: dict[str, Any]) -> dict[str, list[Any]]:
    """Sets fields and tells what changed: {field: [before, after]}, ready for the log of deeds."""
    changes: dict[str, list[Any]] = {}
    for name, after in values.items():
        before = getattr(row, name)
        if before != after:
            setattr(row, name, after)
            changes[name] = [_plain(before), _plain(after)]
    return changes


def _plain(value: Any) -> Any:
    if isinstance(value, Model):
        return str(value)
    return getattr(value, "coords", value)
