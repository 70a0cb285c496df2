"""What is done in every municipality without anybody asking, each night or every minute: rooms register their own."""

from __future__ import annotations

import logging
from collections.abc import Callable

from django.db import transaction
from django_tenants.utils import tenant_context

from cms.kit.registry import Registry
from cms.municipalities.models import Municipality
from cms.municipalities.registry import chores, rounds

log = logging.getLogger(__name__)


def do_chores(
    kind: Registry[Callable[[], str]] = chores,
) -> dict[str, str]:
    """All chores of the current municipality; what each says of itself. One that fails does not stop the others."""
    told: dict[str, str] = {}
    for name in kind.names():
        chore = kind.get(name)
        assert chore is not None
        try:
            with transaction.atomic():
                told[name] = chore()
        except Exception as problem:
            log.exception("The chore %s failed", name)
            told[name] = f"failed: {problem}"
    return told


def do_chores_everywhere(kind: Registry[Callable[[], str]] = chores) -> dict[str, dict[str, str]]:
    """The same in every municipality, by schema."""
    told = {}
    for town in Municipality.objects.order_by("pk"):
        with tenant_context(town):
            told[town.schema_name] = do_chores(kind)
    return told


def do_rounds_everywhere() -> dict[str, dict[str, str]]:
    """What is done every minute; only what there was to tell."""
    told = {
        schema: {name: words for name, words in said.items() if words}
        for schema, said in do_chores_everywhere(rounds).items()
    }
    return {schema: said for schema, said in told.items() if said}
