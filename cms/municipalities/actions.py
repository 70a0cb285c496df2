"""Making a municipality, and changing what it says of itself."""

from __future__ import annotations

import re
from collections.abc import Iterable
from types import NoneType
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser
from django.contrib.gis.geos import GEOSGeometry
from django.core.files.base import File
from django.core.management import call_command
from django.db import transaction
from django.utils.text import slugify
from django_tenants.utils import get_public_schema_name, schema_context, schema_exists, tenant_context

from cms.kit.schemas import town_connection
from cms.municipalities.basemap import drop_archive, keep_archive
from cms.municipalities.errors import MunicipalityExists
from cms.municipalities.models import Domain, Municipality
from cms.municipalities.page_cache import drop_pages
from cms.municipalities.registry import provisioners
from cms.municipalities.signals import settings_changed

SCHEMA_NAME = re.compile(r"[^a-z0-9]+")


def schema_name_for(domain: str) -> str:
    """A plain schema name from a host name: `trees.example.org` becomes `town_trees_example_org`."""
    return ("town_" + SCHEMA_NAME.sub("_", slugify(domain.replace(".", "-")).lower()).strip("_"))[:60]


def create_municipality(
    *, names: dict[str, str], domains: list[str], languages: list[str], verbosity: int = 0
) -> Municipality:
    """Makes the row, its host names, its schema and what each room puts into a new municipality.

    Raises MunicipalityExists when a host name is taken. A failure leaves neither row nor schema behind.
    """
    with schema_context(get_public_schema_name()):
        schema = schema_name_for(domains[0])
        if Domain.objects.filter(domain__in=domains).exists() or schema_exists(schema):
            raise MunicipalityExists(", ".join(domains))
        municipality = Municipality(schema_name=schema, names=names, languages=languages)
        municipality.full_clean(exclude=["boundary"])
        try:
            with transaction.atomic():
                municipality.save()
                for position, domain in enumerate(domains):
                    Domain.objects.create(tenant=municipality, domain=domain, is_primary=position == 0)
            municipality.create_schema(check_if_exists=True, verbosity=verbosity)
            provision(municipality)
        except BaseException:
            town_connection.set_schema_to_public()
            municipality.delete(force_drop=True)
            raise
    return municipality


def provision(municipality: Municipality) -> None:
    """Lets each room put in what every municipality starts with (languages, groups, licences, first pages)."""
    with tenant_context(municipality), transaction.atomic():
        for step in provisioners:
            step(municipality)


def change_settings(
    municipality: Municipality,
    *,
    by: AbstractBaseUser | AnonymousUser | None = None,
    changed: Iterable[str] = (),
    basemap_file: File[bytes] | None = None,
) -> None:
    """Saves a municipality whose fields a form has set; the version makes browsers fetch its stylesheet anew.

    `by` None means the portal on its own (a command, the demo). `changed` names the fields for the log.
    `basemap_file` is a checked PMTiles file whose address the form has set.
    """
    with tenant_context(municipality), transaction.atomic():
        before = Municipality.objects.select_for_update(of=("self",)).get(pk=municipality.pk)
        municipality.settings_version = before.settings_version + 1
        if basemap_file:
            keep_archive(basemap_file)
        # Inside the municipality's schema: a new crest goes into its own folder.
        municipality.save()
        changes = {
            name: [_plain(getattr(before, name)), _plain(getattr(municipality, name))] for name in changed
        }
        settings_changed.send(Municipality, municipality=municipality, by=by, changes=changes)
        if set(municipality.languages) - set(before.languages):
            provision(municipality)
        if before.crest and before.crest.name != municipality.crest.name:
            transaction.on_commit(lambda: _delete_crest(before))
        if before.basemap_url != municipality.basemap_url:
            transaction.on_commit(lambda: _delete_basemap(municipality, before.basemap_url))
        forget_public_pages()


def _delete_crest(municipality: Municipality) -> None:
    with tenant_context(municipality):
        municipality.crest.storage.delete(str(municipality.crest.name))


def _delete_basemap(municipality: Municipality, former: str) -> None:
    with tenant_context(municipality):
        drop_archive(former, unless=municipality.basemap_url)


def _plain(value: Any) -> Any:
    """What of a field's value fits into a line of the log: shapes and files by a word."""
    if isinstance(value, GEOSGeometry):
        return f"{value.geom_type}, {value.num_points}"
    return value if isinstance(value, str | int | list | dict | NoneType) else str(value)


def migrate_all(verbosity: int = 1) -> None:
    """Brings the shared schema and every municipality's up to date."""
    call_command("migrate_schemas", verbosity=verbosity, interactive=False)


def forget_public_pages() -> None:
    """After a change that visitors see: the kept pages of the current municipality are dropped at the commit."""
    transaction.on_commit(drop_pages)
