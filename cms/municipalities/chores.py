"""What is done in every municipality each night, without anybody asking: each room registers its own."""

from __future__ import annotations

import logging

from django.db import transaction
from django_tenants.utils import tenant_context

from cms.municipalities.models import Municipality
from cms.municipalities.registry import chores

log = logging.getLogger(__name__)


def do_chores() -> dict[str, str]:
    """All chores of the current municipality; what each says of itself. One that fails does not stop the others."""
    told: dict[str, str] = {}
    for name in chores.names():
        chore = chores.get(name)
        assert chore is not None
        try:
            with transaction.atomic():
                told[name] = chore()
        except Exception as problem:
            log.exception("The chore %s failed", name)
            told[name] = f"failed: {problem}"
    return told


def do_chores_everywhere() -> dict[str, dict[str, str]]:
    """The same in every municipality, by schema."""
    told = {}
    for town in Municipality.objects.order_by("pk"):
        with tenant_context(town):
            told[town.schema_name] = do_chores()
    return told
